package wharf.platform;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Follows an order from the request through batches, work and calls. Only what is sampled is followed; all else leaves nothing behind, and
 * where tracing is off there is no tracer to ask. A cause is written {@code trace-span}, so that it can wait in the database for whoever goes on.
 */
@Component
public class Traces {
    /** A batch of more causes names so many of them. */
    private static final int MOST_LINKS = 32;

    private final @Nullable Tracer tracer;

    @Autowired
    Traces(ObjectProvider<Tracer> tracer) {
        this(tracer.getIfAvailable());
    }

    private Traces(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** Where nothing is followed. */
    public static Traces none() {
        return new Traces((Tracer) null);
    }

    /** Whether anything is followed here. */
    boolean on() {
        return tracer != null;
    }

    /** What happens now, as the cause of what comes of it; null when it is not followed. */
    public @Nullable String current() {
        if (tracer == null) return null;
        var span = tracer.currentSpan();
        if (span == null || !Boolean.TRUE.equals(span.context().sampled())) return null;
        return span.context().traceId() + "-" + span.context().spanId();
    }

    /**
     * Does something for these subjects. It is told within the trace of the first that has a cause, with links to the causes of the others;
     * when none has one it is not told at all.
     *
     * @param what such as {@code work ROUTE}; few different ones
     */
    public <S, T> T over(String what, List<S> subjects, Function<S, @Nullable String> cause, Supplier<T> work) {
        var teller = tracer;
        if (teller == null) return work.get();
        var known = subjects.stream()
                .map(cause)
                .filter(Objects::nonNull)
                .distinct()
                .limit(MOST_LINKS)
                .map(one -> context(teller, one))
                .toList();
        if (known.isEmpty()) return work.get();
        var builder = teller.spanBuilder().name(what).setParent(known.getFirst());
        known.stream().skip(1).forEach(other -> builder.addLink(new Link(other)));
        return within(teller, builder.start(), work);
    }

    /** Does something that has this cause, or none. */
    public <T> T over(String what, @Nullable String cause, Supplier<T> work) {
        return cause == null ? work.get() : over(what, Collections.singletonList(cause), one -> one, work);
    }

    /** Does something that comes of what happens now. */
    public <T> T over(String what, Supplier<T> work) {
        return over(what, current(), work);
    }

    private static <T> T within(Tracer tracer, Span span, Supplier<T> work) {
        try (var scope = tracer.withSpan(span)) {
            return work.get();
        } catch (RuntimeException fault) {
            // Its message is for the log: it may quote what somebody sent.
            span.tag("error", fault.getClass().getSimpleName());
            throw fault;
        } finally {
            span.end();
        }
    }

    private static TraceContext context(Tracer tracer, String cause) {
        int dash = cause.indexOf('-');
        return tracer.traceContextBuilder()
                .traceId(cause.substring(0, dash))
                .spanId(cause.substring(dash + 1))
                .sampled(true)
                .build();
    }
}
