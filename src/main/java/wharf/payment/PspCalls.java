package wharf.payment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import wharf.payment.psp.PspAnswer;
import wharf.payment.psp.PspPort;
import wharf.payment.psp.PspRequest;
import wharf.platform.ExternalEffects;

/**
 * Takes a journalled attempt to the provider and its outcome back to the ledger. Doing it again is safe: what was answered is remembered,
 * and what was not is asked about before it is sent once more under the same key.
 */
@Component
class PspCalls {
    private final ExternalEffects effects;
    private final PspPort psp;
    private final Ledger ledger;
    private final Journal journal;
    private final Tenders tenders;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    PspCalls(
            ExternalEffects effects,
            PspPort psp,
            Ledger ledger,
            Journal journal,
            Tenders tenders,
            TransactionTemplate transaction,
            JsonMapper json) {
        this.effects = effects;
        this.psp = psp;
        this.ledger = ledger;
        this.journal = journal;
        this.tenders = tenders;
        this.transaction = transaction;
        this.json = json;
    }

    /** Returns the attempt as it is after the call; {@link AttemptState#UNKNOWN} is not an exception. */
    Attempt perform(Attempt attempt, boolean byItself) {
        if (!attempt.isOut()) return attempt;
        var outcome = attempt.state() == AttemptState.REQUIRES_ACTION ? challenge(attempt) : call(attempt);
        return ledger.settle(attempt, outcome, byItself);
    }

    private Ledger.Outcome challenge(Attempt attempt) {
        var answer = psp.completeAction(attempt.key());
        return outcome(answer);
    }

    private Ledger.Outcome call(Attempt attempt) {
        var request = request(attempt);
        var effect = new ExternalEffects.Request(
                "psp." + attempt.kind().name().toLowerCase(java.util.Locale.ROOT),
                attempt.key(),
                attempt.merchant(),
                attempt.reference(),
                "payment provider",
                null);
        var outcome = effects.perform(
                effect,
                () -> effect(send(attempt.kind(), request)),
                () -> psp.lookUp(attempt.key()).map(this::effect));
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

    private PspRequest request(Attempt attempt) {
        var request = transaction.execute(
                status -> attempt.kind() == AttemptKind.AUTHORISE ? authorise(attempt) : followUp(attempt));
        return java.util.Objects.requireNonNull(request);
    }

    private PspRequest authorise(Attempt attempt) {
        var tender =
                new Payment(attempt.reference(), tenders.of(attempt.reference()), List.of()).tender(attempt.tenderId());
        var instrument = java.util.Objects.requireNonNull(tender.instrument());
        return new PspRequest.Authorise(
                attempt.key(), attempt.merchant(), attempt.reference(), attempt.amount(), instrument);
    }

    private PspRequest followUp(Attempt attempt) {
        UUID parentId = java.util.Objects.requireNonNull(attempt.parentId());
        var parent = journal.find(List.of(parentId)).getFirst();
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

    private PspAnswer answer(@org.jspecify.annotations.Nullable String text) {
        return json.readValue(java.util.Objects.requireNonNull(text), PspAnswer.class);
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
