package wharf.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
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
            "select key, state, attempts, answer::text as answer, reason from external_effect where key = :key";
    private static final String REQUESTED =
            "select request::text from external_effect where key = :key and request is not null";
    private static final String RESOLVE = """
            update external_effect
            set state = :state, answer = cast(:answer as jsonb), reason = :reason, updated_at = now()
            where key = :key
            and state in ('PENDING', 'UNKNOWN')
            """;
    private static final String RECORD_ALL = """
            insert into external_effect (id, kind, key, merchant_id, root, state, request)
            select e.id, e.kind, e.key, e.merchant, e.root, 'PENDING', e.request
            from unnest(:ids, :kinds, :keys, :merchants, :roots, :requests) as e (id, kind, key, merchant, root, request)
            order by e.key
            on conflict (key) do nothing
            returning key
            """;
    private static final String FIND_ALL =
            "select key, state, attempts, answer::text as answer, reason from external_effect where key = any(:keys)";
    private static final String RESOLVE_ALL = """
            update external_effect e
            set state = r.state, answer = r.answer, reason = r.reason, updated_at = now()
            from (select key from external_effect where key = any(:keys) order by key for no key update) locked
            join unnest(:keys, :states, :answers, :reasons) as r (key, state, answer, reason) on r.key = locked.key
            where e.key = locked.key
            and e.state in ('PENDING', 'UNKNOWN')
            """;
    private static final String FORGET =
            "delete from external_effect where key = :key and state in ('PENDING', 'UNKNOWN')";
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
    private final Traces traces;

    ExternalEffects(JdbcClient jdbc, TransactionTemplate transaction, Providers providers, Traces traces) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.providers = providers;
        this.traces = traces;
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

    /** A request, with how to make it and how to ask about it: see {@link #perform}. */
    public record Call(Request request, Supplier<Outcome> call, Supplier<Optional<Outcome>> lookUp) {}

    /** What came of a request. */
    private record Answered(Request request, Outcome outcome) {}

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
            String key,
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
        requireNoTransaction(request.key());
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

    /**
     * Performs each request once, as the other does, {@code atOnce} of the calls at the same time. All are recorded before the first call;
     * outcomes are written as they come in. Returns them by key.
     *
     * @throws ProviderAway when not all of them could be made; what was answered is recorded
     */
    public Map<String, Outcome> perform(List<Call> calls, int atOnce) {
        var together = attempt(calls, atOnce);
        if (together.away() != null) throw together.away();
        return together.outcomes();
    }

    /**
     * What came of requests, by key.
     *
     * @param away why those that are absent could not be made; null where none is
     */
    public record Together(
            Map<String, Outcome> outcomes, @Nullable ProviderAway away) {}

    /** As the other, for whoever goes on with what was answered though the others could not be made. */
    public Together attempt(List<Call> calls, int atOnce) {
        requireNoTransaction(calls.isEmpty() ? "" : calls.getFirst().request().key());
        if (calls.size() == 1) return alone(calls.getFirst());
        if (calls.stream().anyMatch(call -> !providers.admits(call.request().provider()))) return known(calls);
        var outcomes = new HashMap<String, Outcome>();
        var out = new ArrayList<Supplier<Answered>>();
        var earlier = recordAll(calls.stream().map(Call::request).toList());
        for (var call : calls) {
            var known = earlier.get(call.request().key());
            if (known == null) out.add(() -> new Answered(call.request(), sent(call.request(), call.call())));
            else if (known instanceof Outcome.Unknown) out.add(() -> again(call));
            else outcomes.put(call.request().key(), known);
        }
        var answered = together(out, atOnce);
        outcomes.putAll(answered.outcomes());
        return new Together(outcomes, answered.away());
    }

    private Together alone(Call only) {
        try {
            return new Together(
                    Map.of(only.request().key(), perform(only.request(), only.call(), only.lookUp())), null);
        } catch (ProviderAway away) {
            return new Together(Map.of(), away);
        }
    }

    /** Nothing is asked of a provider that is left alone. */
    private Together known(List<Call> calls) {
        var outcomes = new HashMap<String, Outcome>();
        @Nullable ProviderAway none = null;
        for (var call : calls) {
            try {
                outcomes.put(call.request().key(), settled(call.request()));
            } catch (ProviderAway away) {
                none = away;
            }
        }
        return new Together(outcomes, none);
    }

    private static void requireNoTransaction(String key) {
        if (TransactionSynchronizationManager.isActualTransactionActive())
            throw new IllegalStateException("an external effect must not run inside a transaction: " + key);
    }

    private Answered again(Call call) {
        var known = asked(call.request(), call.lookUp());
        return new Answered(call.request(), known.orElseGet(() -> sent(call.request(), call.call())));
    }

    private Together together(List<Supplier<Answered>> calls, int atOnce) {
        var outcomes = new HashMap<String, Outcome>();
        var context = Context.current();
        var cause = traces.current();
        @Nullable ProviderAway away = null;
        try (var pool = Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            var answers = new ExecutorCompletionService<Answered>(pool);
            calls.forEach(call -> answers.submit(() -> context.call(() -> traces.over("calls at once", cause, call))));
            for (int open = calls.size(); open > 0; ) {
                var batch = new ArrayList<Answered>();
                for (var answer = answers.take(); answer != null; answer = answers.poll()) {
                    open--;
                    try {
                        batch.add(get(answer));
                    } catch (ProviderAway notMade) {
                        away = notMade;
                    }
                }
                if (!batch.isEmpty()) resolveAll(batch);
                batch.forEach(answer -> outcomes.put(answer.request().key(), answer.outcome()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while calls were out", e);
        }
        return new Together(outcomes, away);
    }

    private static Answered get(Future<Answered> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) throw error;
            if (e.getCause() instanceof ProviderAway away) throw away;
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Records those that are new; returns what is known of the others. */
    private Map<String, Outcome> recordAll(List<Request> requests) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> {
            var fresh = new HashSet<>(jdbc.sql(RECORD_ALL)
                    .param(
                            "ids",
                            Sql.uuids(requests.stream().map(r -> Ids.next()).toList()))
                    .param(
                            "kinds",
                            Sql.texts(requests.stream().map(Request::kind).toList()))
                    .param("keys", Sql.texts(requests.stream().map(Request::key).toList()))
                    .param(
                            "merchants",
                            Sql.ids(requests.stream().map(Request::merchant).toList()))
                    .param(
                            "roots",
                            Sql.uuids(requests.stream().map(Request::root).toList()))
                    .param(
                            "requests",
                            new SqlArrayValue(
                                    "jsonb",
                                    requests.stream().map(Request::requestJson).toArray()))
                    .query(String.class)
                    .list());
            var others = requests.stream()
                    .map(Request::key)
                    .filter(key -> !fresh.contains(key))
                    .toList();
            return others.isEmpty() ? Map.of() : findAll(others);
        }));
    }

    private Map<String, Outcome> findAll(List<String> keys) {
        var found = new HashMap<String, Outcome>();
        jdbc.sql(FIND_ALL)
                .param("keys", Sql.texts(keys))
                .query(Row.class)
                .list()
                .forEach(row -> found.put(row.key(), outcome(row)));
        return found;
    }

    private void resolveAll(List<Answered> answers) {
        answers.forEach(answer -> providers.outcome(answer.request().kind(), state(answer.outcome())));
        transaction.executeWithoutResult(status -> jdbc.sql(RESOLVE_ALL)
                .param(
                        "keys",
                        Sql.texts(answers.stream().map(a -> a.request().key()).toList()))
                .param(
                        "states",
                        Sql.texts(answers.stream().map(a -> state(a.outcome())).toList()))
                .param(
                        "answers",
                        new SqlArrayValue(
                                "jsonb",
                                answers.stream().map(a -> answer(a.outcome())).toArray()))
                .param(
                        "reasons",
                        Sql.texts(answers.stream().map(a -> reason(a.outcome())).toList()))
                .update());
    }

    private static String state(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> "DONE";
            case Outcome.Refused refused -> "REFUSED";
            case Outcome.Unknown unknown -> "UNKNOWN";
        };
    }

    private static @Nullable String answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> done.answerJson();
            case Outcome.Refused refused -> refused.answerJson();
            case Outcome.Unknown unknown -> null;
        };
    }

    private static @Nullable String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> null;
            case Outcome.Refused refused -> refused.reason();
            case Outcome.Unknown unknown -> unknown.reason();
        };
    }

    private Outcome called(Request request, Supplier<Outcome> call) {
        return resolve(request, sent(request, call));
    }

    private Outcome sent(Request request, Supplier<Outcome> call) {
        KillPoint.reached("effect." + request.kind() + ".recorded");
        var outcome = guarded(request, call);
        KillPoint.reached("effect." + request.kind() + ".called");
        return outcome;
    }

    /** What it was about is done another way now: nobody looks for its outcome any more, and it may be asked anew. */
    public void forget(String key) {
        transaction.executeWithoutResult(
                status -> jdbc.sql(FORGET).param("key", key).update());
    }

    /** What was kept of a request when it was first made; empty when none was made under this key, or nothing was kept. */
    public Optional<String> requested(String key) {
        return java.util.Objects.requireNonNull(transaction.execute(status ->
                jdbc.sql(REQUESTED).param("key", key).query(String.class).optional()));
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
            outcome = traces.over("call " + request.kind(), call);
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
            var known = traces.over("ask " + request.kind(), lookUp);
            report(request, null, begun);
            return known;
        } catch (RuntimeException fault) {
            report(request, String.valueOf(fault.getMessage()), begun);
            LOG.warn("{} {} cannot be looked up now", request.kind(), request.key(), fault);
            return Optional.of(new Outcome.Unknown(String.valueOf(fault.getMessage())));
        }
    }

    private Outcome resolve(Request request, Outcome outcome) {
        providers.outcome(request.kind(), state(outcome));
        transaction.executeWithoutResult(status -> update(request, state(outcome), answer(outcome), reason(outcome)));
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
