package wharf.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.shared.Ids;
import wharf.shared.MerchantId;

/**
 * Calls the world outside (PSP, carrier, mail server, printer): the attempt is recorded before the call and its outcome after, so that a
 * crash in between leaves a trace that is asked about. A key is performed once: asked again, the recorded outcome is returned; where an
 * earlier attempt is unresolved, the provider is looked up before it is called again. Never inside a transaction. Kill points:
 * {@code effect.KIND.recorded} before the call, {@code effect.KIND.called} after it and before its outcome is written.
 */
@Component
public class ExternalEffects {
    private static final Logger LOG = LoggerFactory.getLogger(ExternalEffects.class);
    private static final String RECORD = """
            insert into external_effect (id, kind, key, merchant_id, root, state, request)
            values (:id, :kind, :key, :merchant, :root, 'PENDING', cast(:request as jsonb))
            on conflict (key) do nothing
            """;
    private static final String FIND =
            "select state, attempts, answer::text as answer, reason from external_effect where key = :key";
    private static final String RESOLVE = """
            update external_effect
            set state = :state, answer = cast(:answer as jsonb), reason = :reason, updated_at = now()
            where key = :key
            and state in ('PENDING', 'UNKNOWN')
            """;
    private static final String OPEN = """
            select kind, key, merchant_id, root, state, attempts, reason, updated_at
            from external_effect
            where state in ('PENDING', 'UNKNOWN')
            and updated_at < now() - make_interval(secs => :seconds)
            order by updated_at
            limit :limit
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Providers providers;

    ExternalEffects(JdbcClient jdbc, TransactionTemplate transaction, Providers providers) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.providers = providers;
    }

    /**
     * What is about to be asked.
     *
     * @param key unique for this cause for ever; also sent to the provider as its idempotency key
     * @param provider who is called, as people know it, such as {@code mail server}; one circuit breaker each
     * @param requestJson what is worth keeping of the request; null for nothing; never secrets
     */
    public record Request(
            String kind,
            String key,
            MerchantId merchant,
            UUID root,
            String provider,
            @Nullable String requestJson) {}

    /** What came of it. */
    public sealed interface Outcome {
        /** It happened; the provider's answer as JSON. */
        record Done(@Nullable String answerJson) implements Outcome {}

        /** The provider said no, for good. */
        record Refused(String reason, @Nullable String answerJson) implements Outcome {}

        /** Nobody knows (time-out, broken connection): it will be asked about. */
        record Unknown(String reason) implements Outcome {}
    }

    /** An effect without an outcome. */
    public record Open(
            String kind,
            String key,
            UUID merchantId,
            UUID root,
            String state,
            int attempts,
            @Nullable String reason,
            Instant updatedAt) {}

    private record Row(
            String state,
            int attempts,
            @Nullable String answer,
            @Nullable String reason) {}

    /**
     * Performs the request once.
     *
     * @param call the call itself; whatever it throws counts as an unknown outcome
     * @throws ProviderAway when the provider has failed so often that it is not called now; nothing is recorded then
     * @param lookUp asks the provider what became of an earlier attempt; empty means that it never arrived, so that it may be sent again
     */
    public Outcome perform(Request request, Supplier<Outcome> call, Supplier<Optional<Outcome>> lookUp) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an external effect must not run inside a transaction: " + request.key());
        }
        if (!providers.admits(request.provider())) return settled(request);
        boolean first = Boolean.TRUE.equals(transaction.execute(status -> record(request)));
        if (first) return called(request, call);
        var earlier = find(request.key());
        if (earlier instanceof Outcome.Unknown) {
            var known = asked(request, lookUp);
            return known.isPresent() ? resolve(request, known.get()) : called(request, call);
        }
        return earlier;
    }

    /** What is known already needs no provider. */
    private Outcome settled(Request request) {
        var row = row(request.key());
        if (row.isEmpty() || row.get() instanceof Outcome.Unknown) throw providers.away(request.provider());
        return row.get();
    }

    private Outcome called(Request request, Supplier<Outcome> call) {
        KillPoint.reached("effect." + request.kind() + ".recorded");
        var outcome = guarded(request, call);
        KillPoint.reached("effect." + request.kind() + ".called");
        return resolve(request, outcome);
    }

    /** Effects unresolved for at least this long, oldest first. */
    public List<Open> open(Duration age, int limit) {
        var open = transaction.execute(status -> jdbc.sql(OPEN)
                .param("seconds", (double) age.toSeconds())
                .param("limit", limit)
                .query(Open.class)
                .list());
        return open == null ? List.of() : open;
    }

    private boolean record(Request request) {
        return jdbc.sql(RECORD)
                        .param("id", Ids.next())
                        .param("kind", request.kind())
                        .param("key", request.key())
                        .param("merchant", request.merchant().value())
                        .param("root", request.root())
                        .param("request", request.requestJson())
                        .update()
                == 1;
    }

    private Outcome find(String key) {
        return row(key).orElseThrow();
    }

    private Optional<Outcome> row(String key) {
        var row = transaction.execute(
                status -> jdbc.sql(FIND).param("key", key).query(Row.class).optional());
        return java.util.Objects.requireNonNull(row).map(ExternalEffects::outcome);
    }

    private static Outcome outcome(Row row) {
        return switch (row.state()) {
            case "DONE" -> new Outcome.Done(row.answer());
            case "REFUSED" -> new Outcome.Refused(String.valueOf(row.reason()), row.answer());
            default -> new Outcome.Unknown(row.reason() == null ? "interrupted" : row.reason());
        };
    }

    private Outcome guarded(Request request, Supplier<Outcome> call) {
        providers.enter(request.provider());
        long begun = System.nanoTime();
        Outcome outcome;
        try {
            outcome = call.get();
        } catch (RuntimeException fault) {
            LOG.warn("{} {} has an unknown outcome", request.kind(), request.key(), fault);
            outcome = new Outcome.Unknown(String.valueOf(fault.getMessage()));
        }
        report(request, outcome instanceof Outcome.Unknown unknown ? unknown.reason() : null, begun);
        return outcome;
    }

    private void report(Request request, @Nullable String fault, long begun) {
        long nanos = System.nanoTime() - begun;
        if (fault == null) providers.answered(request.provider(), nanos);
        else providers.failed(request.provider(), nanos, fault);
    }

    private Optional<Outcome> asked(Request request, Supplier<Optional<Outcome>> lookUp) {
        providers.enter(request.provider());
        long begun = System.nanoTime();
        try {
            var known = lookUp.get();
            report(request, null, begun);
            return known;
        } catch (RuntimeException fault) {
            report(request, String.valueOf(fault.getMessage()), begun);
            LOG.warn("{} {} cannot be looked up now", request.kind(), request.key(), fault);
            return Optional.of(new Outcome.Unknown(String.valueOf(fault.getMessage())));
        }
    }

    private Outcome resolve(Request request, Outcome outcome) {
        transaction.executeWithoutResult(status -> {
            switch (outcome) {
                case Outcome.Done done -> update(request, "DONE", done.answerJson(), null);
                case Outcome.Refused refused -> update(request, "REFUSED", refused.answerJson(), refused.reason());
                case Outcome.Unknown unknown -> update(request, "UNKNOWN", null, unknown.reason());
            }
        });
        return outcome;
    }

    private void update(Request request, String state, @Nullable String answer, @Nullable String reason) {
        jdbc.sql(RESOLVE)
                .param("key", request.key())
                .param("state", state)
                .param("answer", answer)
                .param("reason", reason)
                .update();
    }
}
