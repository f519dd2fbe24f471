package wharf.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.payment.psp.PspAnswer;
import wharf.platform.BusinessClock;
import wharf.platform.Facts;
import wharf.platform.Work;

/**
 * The one door through which a payment changes: an attempt begins and is settled together with the totals of its tender, its fact, and the
 * work that has to follow, in the caller's transaction. Every change first locks the tenders of its reference.
 */
@Component
class Ledger {
    static final String RESOLVE = "PAYMENT_RESOLVE";
    static final String VOID = "PAYMENT_VOID";
    static final String CHANGED = "PAYMENT_CHANGED";

    private final Tenders tenders;
    private final Journal journal;
    private final Receivables receivables;
    private final FollowUps followUps;
    private final BusinessClock clock;

    Ledger(Tenders tenders, Journal journal, Receivables receivables, FollowUps followUps, BusinessClock clock) {
        this.tenders = tenders;
        this.journal = journal;
        this.receivables = receivables;
        this.followUps = followUps;
        this.clock = clock;
    }

    /** What follows from a change: facts for people, work for nodes. */
    @Component
    static class FollowUps {
        private final Facts facts;
        private final Work work;
        private final PaymentSettings settings;

        FollowUps(Facts facts, Work work, PaymentSettings settings) {
            this.facts = facts;
            this.work = work;
            this.settings = settings;
        }

        /** Should this node die while the call is out, another asks what became of it. */
        void begun(Attempt attempt, Instant now) {
            if (attempt.isOut()) resolve(attempt, settings.interruptedAfter());
            else facts.record(PaymentFacts.of(attempt, attempt.state(), attempt.reason(), now));
        }

        void settled(Attempt attempt, AttemptState state, @Nullable String reason, Instant now) {
            facts.record(PaymentFacts.of(attempt, state, reason, now));
            if (state == AttemptState.UNKNOWN) resolve(attempt, settings.resolveAfter());
            else if (state == AttemptState.REQUIRES_ACTION) resolve(attempt, settings.challengeEvery());
            else work.remove(RESOLVE, List.of(attempt.id()));
        }

        void changed(Attempt attempt) {
            work.add(CHANGED, attempt.reference(), attempt.merchant());
        }

        void giveUpRest(Attempt attempt) {
            work.add(VOID, attempt.reference(), attempt.merchant());
        }

        private void resolve(Attempt attempt, Duration after) {
            var due = after.isZero() ? null : Instant.now().plus(after);
            work.add(RESOLVE, List.of(new Work.Subject(attempt.id(), attempt.merchant())), due);
        }
    }

    Payment read(UUID reference) {
        return new Payment(reference, tenders.of(reference), journal.of(reference));
    }

    /** Locks the payment, and marks what has expired by now. */
    @Transactional(propagation = Propagation.MANDATORY)
    Payment lock(UUID reference) {
        var payment = locked(reference);
        return expire(payment) ? locked(reference) : payment;
    }

    private Payment locked(UUID reference) {
        return new Payment(reference, tenders.lock(reference), journal.of(reference));
    }

    private boolean expire(Payment payment) {
        var now = clock.instant();
        boolean any = false;
        for (var tender : payment.tenders()) {
            var over = payment.living(tender)
                    .filter(source -> source.kind() == AttemptKind.AUTHORISE && !source.isAuthorisationUntil(now));
            if (over.isEmpty() || !journal.settle(over.get(), AttemptState.EXPIRED, null, null, now)) continue;
            tenders.apply(tender.id(), Change.expired(tender.restMinor()));
            followUps.settled(over.get(), AttemptState.EXPIRED, null, now);
            if (tender.openMinor() > 0) followUps.changed(over.get());
            any = true;
        }
        return any;
    }

    /** Journals a new attempt and sets aside what it may spend. One that needs no call is settled here and now. */
    @Transactional(propagation = Propagation.MANDATORY)
    Attempt begin(Attempt attempt) {
        journal.insert(List.of(attempt));
        tenders.apply(attempt.tenderId(), Change.begun(attempt.kind(), attempt.amountMinor()));
        if (attempt.state() == AttemptState.SUCCEEDED)
            tenders.apply(attempt.tenderId(), Change.succeeded(attempt.kind(), attempt.amountMinor()));
        followUps.begun(attempt, clock.instant());
        return attempt;
    }

    /** An attempt's outcome: the provider's answer, or what a person says. */
    record Outcome(
            AttemptState state,
            @Nullable PspAnswer answer,
            @Nullable String reason) {}

    /**
     * Settles the attempt unless somebody has; returns it as it now is.
     *
     * @param byItself nobody is waiting for this outcome, so that whoever cares has to be told
     */
    @Transactional
    Attempt settle(Attempt attempt, Outcome outcome, boolean byItself) {
        var payment = locked(attempt.reference());
        var now = clock.instant();
        boolean first = journal.settle(attempt, outcome.state(), outcome.answer(), outcome.reason(), now);
        if (first) {
            apply(payment, attempt, outcome);
            followUps.settled(attempt, outcome.state(), outcome.reason(), now);
            if (byItself && outcome.state() != AttemptState.UNKNOWN) followUps.changed(attempt);
        }
        return journal.find(List.of(attempt.id())).getFirst();
    }

    private void apply(Payment payment, Attempt attempt, Outcome outcome) {
        if (outcome.state() == AttemptState.SUCCEEDED) succeeded(payment, attempt);
        if (outcome.state() == AttemptState.DECLINED) declined(payment, attempt, outcome.reason());
    }

    private void succeeded(Payment payment, Attempt attempt) {
        tenders.apply(attempt.tenderId(), Change.succeeded(attempt.kind(), attempt.amountMinor()));
        if (attempt.receivableId() != null && attempt.kind() == AttemptKind.CAPTURE)
            receivables.collected(attempt.receivableId(), attempt.amountMinor());
        boolean frees = attempt.kind() == AttemptKind.AUTHORISE || attempt.kind() == AttemptKind.CAPTURE;
        if (frees && (payment.isClosed() || payment.isDeclined())) followUps.giveUpRest(attempt);
    }

    private void declined(Payment payment, Attempt attempt, @Nullable String reason) {
        boolean over = attempt.parentId() != null && payment.isOver(attempt.parentId());
        tenders.apply(attempt.tenderId(), Change.declined(attempt.kind(), attempt.amountMinor(), over));
        if (attempt.kind() == AttemptKind.CAPTURE && attempt.receivableId() == null)
            receivables.owe(
                    payment.tender(attempt.tenderId()), attempt.cause(), attempt.amountMinor(), String.valueOf(reason));
        if (attempt.kind() == AttemptKind.AUTHORISE || payment.isClosed() && attempt.kind() == AttemptKind.CAPTURE)
            followUps.giveUpRest(attempt);
    }
}
