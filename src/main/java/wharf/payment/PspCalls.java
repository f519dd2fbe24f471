package wharf.payment;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import wharf.payment.psp.PspAnswer;
import wharf.payment.psp.PspPort;
import wharf.payment.psp.PspRequest;
import wharf.platform.ExternalEffects;
import wharf.platform.ProviderAway;

/**
 * Takes a journalled attempt to the provider and its outcome back to the ledger. Doing it again is safe: what was answered is remembered,
 * and what was not is asked about before it is sent once more under the same key.
 */
@Component
class PspCalls {
    private static final PspAnswer NOT_SENT =
            PspAnswer.declined(null, "It was given up before the provider was asked.");

    private final ExternalEffects effects;
    private final PspPort psp;
    private final Ledger ledger;
    private final Journal journal;
    private final Tenders tenders;
    private final Receivables receivables;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final PaymentSettings settings;

    PspCalls(
            ExternalEffects effects,
            PspPort psp,
            Ledger ledger,
            Journal journal,
            Tenders tenders,
            Receivables receivables,
            TransactionTemplate transaction,
            JsonMapper json,
            PaymentSettings settings) {
        this.effects = effects;
        this.psp = psp;
        this.ledger = ledger;
        this.journal = journal;
        this.tenders = tenders;
        this.receivables = receivables;
        this.transaction = transaction;
        this.json = json;
        this.settings = settings;
    }

    /** Returns the attempt as it is after the call; {@link AttemptState#UNKNOWN} is not an exception. */
    Attempt perform(Attempt attempt, boolean byItself) {
        return perform(List.of(attempt), byItself).getFirst();
    }

    /** Performs all, several at the same time; returns them as they are after the calls, in the order given. */
    List<Attempt> perform(List<Attempt> attempts, boolean byItself) {
        var out = attempts.stream().filter(Attempt::isOut).toList();
        if (out.isEmpty()) return attempts;
        var outcomes = new LinkedHashMap<Attempt, Ledger.Outcome>();
        out.stream()
                .filter(attempt -> attempt.state() == AttemptState.REQUIRES_ACTION)
                .forEach(attempt -> outcomes.put(attempt, challenge(attempt)));
        var called = call(
                out.stream().filter(attempt -> !outcomes.containsKey(attempt)).toList());
        outcomes.putAll(called.outcomes());
        var settled =
                ledger.settle(outcomes, byItself).stream().collect(Collectors.toMap(Attempt::id, Function.identity()));
        if (called.away() != null) throw called.away();
        return attempts.stream()
                .map(attempt -> settled.getOrDefault(attempt.id(), attempt))
                .toList();
    }

    private Ledger.Outcome challenge(Attempt attempt) {
        var answer = psp.completeAction(attempt.key());
        return outcome(answer);
    }

    /** @param away why some were not called at all; what came of the others is not lost for it */
    private record Called(
            Map<Attempt, Ledger.Outcome> outcomes, @Nullable ProviderAway away) {}

    private Called call(List<Attempt> attempts) {
        if (attempts.isEmpty()) return new Called(Map.of(), null);
        var requests = Objects.requireNonNull(transaction.execute(status -> requests(attempts)));
        var calls = attempts.stream()
                .map(attempt -> call(attempt, requests.get(attempt.id())))
                .toList();
        var together = effects.attempt(calls, settings.callsAtOnce());
        var outcomes = attempts.stream()
                .filter(attempt -> together.outcomes().containsKey(attempt.key()))
                .collect(Collectors.toMap(
                        Function.identity(),
                        attempt -> outcome(
                                Objects.requireNonNull(together.outcomes().get(attempt.key())))));
        return new Called(outcomes, together.away());
    }

    /** @param request null where nobody wants it any more: it is asked about, and not sent */
    private ExternalEffects.Call call(Attempt attempt, @Nullable PspRequest request) {
        var effect = new ExternalEffects.Request(
                "psp." + attempt.kind().name().toLowerCase(java.util.Locale.ROOT),
                attempt.key(),
                attempt.merchant(),
                attempt.reference(),
                "payment provider",
                null);
        return new ExternalEffects.Call(
                effect,
                () -> effect(request == null ? NOT_SENT : send(attempt.kind(), request)),
                () -> psp.lookUp(attempt.key()).map(this::effect));
    }

    private Ledger.Outcome outcome(ExternalEffects.Outcome outcome) {
        return switch (outcome) {
            case ExternalEffects.Outcome.Done done -> outcome(answer(done.answerJson()));
            case ExternalEffects.Outcome.Refused refused -> outcome(answer(refused.answerJson()));
            case ExternalEffects.Outcome.Unknown unknown ->
                new Ledger.Outcome(AttemptState.UNKNOWN, null, unknown.reason());
        };
    }

    private PspAnswer send(AttemptKind kind, PspRequest request) {
        return switch (request) {
            case PspRequest.Authorise authorise -> psp.authorise(authorise);
            case PspRequest.FollowUp followUp ->
                switch (kind) {
                    case CAPTURE -> psp.capture(followUp);
                    case VOID -> psp.voidRest(followUp);
                    case REFUND -> psp.refund(followUp);
                    case AUTHORISE, DIRECT_SALE -> throw new IllegalStateException("no follow-up: " + kind);
                };
        };
    }

    /** What to send, by attempt; an authorisation that was given up before it was sent is absent: money is not fetched to be given back. */
    private Map<UUID, PspRequest> requests(List<Attempt> attempts) {
        var authorising = attempts.stream()
                .filter(attempt -> attempt.kind() == AttemptKind.AUTHORISE)
                .map(Attempt::reference)
                .toList();
        var instruments = new HashMap<UUID, String>();
        var closed = new HashMap<UUID, UUID>();
        if (!authorising.isEmpty()) {
            for (var tender : tenders.of(authorising)) {
                if (tender.instrument() != null) instruments.put(tender.id(), tender.instrument());
                if (tender.isClosed()) closed.put(tender.id(), tender.reference());
            }
        }
        var owed = owed(closed.values());
        var parents = journal
                .find(attempts.stream()
                        .filter(attempt -> attempt.kind() != AttemptKind.AUTHORISE)
                        .map(attempt -> Objects.requireNonNull(attempt.parentId()))
                        .toList())
                .stream()
                .collect(Collectors.toMap(Attempt::id, Function.identity()));
        return attempts.stream()
                .filter(attempt -> attempt.kind() != AttemptKind.AUTHORISE
                        || !closed.containsKey(attempt.tenderId())
                        || owed.contains(attempt.reference()))
                .collect(Collectors.toMap(
                        Attempt::id,
                        attempt -> attempt.kind() == AttemptKind.AUTHORISE
                                ? authorise(attempt, Objects.requireNonNull(instruments.get(attempt.tenderId())))
                                : followUp(attempt, Objects.requireNonNull(parents.get(attempt.parentId())))));
    }

    /** For the sake of what is owed, a payment that is closed is authorised still. */
    private Set<UUID> owed(Collection<UUID> references) {
        if (references.isEmpty()) return Set.of();
        return receivables.of(references).stream()
                .filter(row -> row.openMinor() > 0)
                .map(Receivables.Row::reference)
                .collect(Collectors.toSet());
    }

    private static PspRequest authorise(Attempt attempt, String instrument) {
        return new PspRequest.Authorise(
                attempt.key(), attempt.merchant(), attempt.reference(), attempt.amount(), instrument);
    }

    private static PspRequest followUp(Attempt attempt, Attempt parent) {
        return new PspRequest.FollowUp(
                attempt.key(),
                attempt.merchant(),
                attempt.amount(),
                Optional.ofNullable(parent.providerReference()).orElse(""),
                parent.key());
    }

    private ExternalEffects.Outcome effect(PspAnswer answer) {
        var text = json.writeValueAsString(answer);
        return answer.status() == PspAnswer.Status.DECLINED
                ? new ExternalEffects.Outcome.Refused(String.valueOf(answer.reason()), text)
                : new ExternalEffects.Outcome.Done(text);
    }

    private PspAnswer answer(@Nullable String text) {
        return json.readValue(Objects.requireNonNull(text), PspAnswer.class);
    }

    private static Ledger.Outcome outcome(PspAnswer answer) {
        var state = switch (answer.status()) {
            case SUCCEEDED -> AttemptState.SUCCEEDED;
            case DECLINED -> AttemptState.DECLINED;
            case REQUIRES_ACTION -> AttemptState.REQUIRES_ACTION;
        };
        return new Ledger.Outcome(state, answer, answer.reason());
    }
}
