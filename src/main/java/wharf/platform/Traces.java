package wharf.platform;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
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
    private final @Nullable Propagator propagator;

    @Autowired
    Traces(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        this(tracer.getIfAvailable(), propagator.getIfAvailable());
    }

    private Traces(@Nullable Tracer tracer, @Nullable Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** Where nothing is followed. */
    public static Traces none() {
        return new Traces((Tracer) null, null);
    }

    /** Whether anything is followed here. */
    boolean on() {
        return tracer != null;
    }

    /** What happens now, as the cause of what comes of it; null when it is not followed. */
    public @Nullable String current() {
        var context = followed();
        return context == null ? null : context.traceId() + "-" + context.spanId();
    }

    private @Nullable TraceContext followed() {
        var span = tracer == null ? null : tracer.currentSpan();
        return span != null && Boolean.TRUE.equals(span.context().sampled()) ? span.context() : null;
    }

    /** Hands over, name and value, the headers by which a program that is called goes on with what happens now; none when it is not followed. */
    public void headers(BiConsumer<String, String> header) {
        var context = followed();
        if (context != null && propagator != null)
            propagator.inject(context, header, (to, name, value) -> header.accept(name, value));
    }

    /** Does something that nobody asked for, such as a job: a trace of its own, sampled as requests are. */
    public <T> T alone(String what, Supplier<T> work) {
        var teller = tracer;
        if (teller == null) return work.get();
        return within(teller, teller.spanBuilder().name(what).setNoParent().start(), work);
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
