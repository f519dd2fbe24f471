package wharf.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
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

        /** Should this node die while the calls are out, another asks what became of them. */
        void begun(List<Attempt> attempts, Instant now) {
            resolve(attempts.stream().filter(Attempt::isOut).toList(), settings.interruptedAfter());
            facts.record(attempts.stream()
                    .filter(attempt -> !attempt.isOut())
                    .map(attempt -> PaymentFacts.of(attempt, attempt.state(), attempt.reason(), now))
                    .toList());
        }

        void settled(List<Journal.Settled> all, Instant now) {
            facts.record(all.stream()
                    .map(settled -> PaymentFacts.of(settled.attempt(), settled.state(), settled.reason(), now))
                    .toList());
            resolve(in(all, AttemptState.UNKNOWN), settings.resolveAfter());
            resolve(in(all, AttemptState.REQUIRES_ACTION), settings.challengeEvery());
            var over = all.stream()
                    .filter(settled ->
                            settled.state() != AttemptState.UNKNOWN && settled.state() != AttemptState.REQUIRES_ACTION)
                    .map(settled -> settled.attempt().id())
                    .toList();
            if (!over.isEmpty()) work.remove(RESOLVE, over);
        }

        private static List<Attempt> in(List<Journal.Settled> all, AttemptState state) {
            return all.stream()
                    .filter(settled -> settled.state() == state)
                    .map(Journal.Settled::attempt)
                    .toList();
        }

        void changed(Attempt attempt) {
            work.add(CHANGED, attempt.reference(), attempt.merchant());
        }

        void giveUpRest(Attempt attempt) {
            work.add(VOID, attempt.reference(), attempt.merchant());
        }

        private void resolve(List<Attempt> attempts, Duration after) {
            var due = after.isZero() ? null : Instant.now().plus(after);
            work.add(
                    RESOLVE,
                    attempts.stream()
                            .map(attempt -> new Work.Subject(attempt.id(), attempt.merchant()))
                            .toList(),
                    due);
        }
    }

    Payment read(UUID reference) {
        return one(reference, read(List.of(reference)));
    }

    Map<UUID, Payment> read(Collection<UUID> references) {
        return payments(references, tenders.of(references));
    }

    /** Locks the payment, and marks what has expired by now. */
    @Transactional(propagation = Propagation.MANDATORY)
    Payment lock(UUID reference) {
        return one(reference, lock(List.of(reference)));
    }

    /** Locks the payments, one after the other by reference, and marks what has expired by now. */
    @Transactional(propagation = Propagation.MANDATORY)
    Map<UUID, Payment> lock(Collection<UUID> references) {
        var payments = locked(references);
        return expire(payments.values()) ? locked(references) : payments;
    }

    private Map<UUID, Payment> locked(Collection<UUID> references) {
        return payments(references, tenders.lock(references));
    }

    private Map<UUID, Payment> payments(Collection<UUID> references, List<Tender> found) {
        var byReference = found.stream().collect(Collectors.groupingBy(Tender::reference));
        var attempts = journal.of(references).stream().collect(Collectors.groupingBy(Attempt::reference));
        var payments = new LinkedHashMap<UUID, Payment>();
        for (var reference : references) {
            payments.put(
                    reference,
                    new Payment(
                            reference,
                            byReference.getOrDefault(reference, List.of()),
                            attempts.getOrDefault(reference, List.of())));
        }
        return payments;
    }

    private static Payment one(UUID reference, Map<UUID, Payment> payments) {
        return Objects.requireNonNull(payments.get(reference));
    }

    private boolean expire(Collection<Payment> payments) {
        var now = clock.instant();
        var over = new ArrayList<Journal.Settled>();
        var ended = new HashMap<UUID, Tender>();
        for (var payment : payments) {
            for (var tender : payment.tenders()) {
                payment.living(tender)
                        .filter(source -> source.kind() == AttemptKind.AUTHORISE && !source.isAuthorisationUntil(now))
                        .ifPresent(source -> {
                            over.add(new Journal.Settled(source, AttemptState.EXPIRED, null, null));
                            ended.put(source.id(), tender);
                        });
            }
        }
        if (over.isEmpty()) return false;
        var expired = journal.settle(over, now);
        var mine = over.stream()
                .filter(settled -> expired.contains(settled.attempt().id()))
                .toList();
        var changes = new HashMap<UUID, Change>();
        for (var settled : mine) {
            var tender = Objects.requireNonNull(ended.get(settled.attempt().id()));
            changes.put(tender.id(), Change.expired(tender.restMinor()));
            if (tender.openMinor() > 0) followUps.changed(settled.attempt());
        }
        tenders.apply(changes);
        followUps.settled(mine, now);
        return !mine.isEmpty();
    }

    /** Journals a new attempt and sets aside what it may spend. One that needs no call is settled here and now. */
    @Transactional(propagation = Propagation.MANDATORY)
    Attempt begin(Attempt attempt) {
        begin(List.of(attempt));
        return attempt;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void begin(List<Attempt> attempts) {
        if (attempts.isEmpty()) return;
        journal.insert(attempts);
        var changes = new HashMap<UUID, Change>();
        for (var attempt : attempts) {
            changes.merge(attempt.tenderId(), Change.begun(attempt.kind(), attempt.amountMinor()), Change::and);
            if (attempt.state() == AttemptState.SUCCEEDED)
                changes.merge(attempt.tenderId(), Change.succeeded(attempt.kind(), attempt.amountMinor()), Change::and);
        }
        tenders.apply(changes);
        followUps.begun(attempts, clock.instant());
    }

    /** An attempt's outcome: the provider's answer, or what a person says. */
    record Outcome(
            AttemptState state,
            @Nullable PspAnswer answer,
            @Nullable String reason) {}

    /** Settles the attempt unless somebody has; returns it as it now is. */
    @Transactional
    Attempt settle(Attempt attempt, Outcome outcome, boolean byItself) {
        return settle(Map.of(attempt, outcome), byItself).getFirst();
    }

    /**
     * Settles the attempts that nobody has settled yet; returns all as they now are.
     *
     * @param byItself nobody is waiting for these outcomes, so that whoever cares has to be told
     */
    @Transactional
    List<Attempt> settle(Map<Attempt, Outcome> outcomes, boolean byItself) {
        var payments = locked(
                outcomes.keySet().stream().map(Attempt::reference).collect(Collectors.toCollection(TreeSet::new)));
        var left = new ArrayList<>(outcomes.keySet());
        while (!left.isEmpty()) {
            // What an outcome means depends on the other attempts of its payment: so each payment has one at a time.
            var turn = firstOfEach(left);
            settleTurn(turn.stream().map(attempt -> settled(attempt, outcomes)).toList(), payments, byItself);
            left.removeAll(turn);
            if (!left.isEmpty()) payments = locked(payments.keySet());
        }
        return journal.find(outcomes.keySet().stream().map(Attempt::id).toList());
    }

    private static List<Attempt> firstOfEach(List<Attempt> attempts) {
        var seen = new HashSet<UUID>();
        return attempts.stream()
                .filter(attempt -> seen.add(attempt.reference()))
                .toList();
    }

    private static Journal.Settled settled(Attempt attempt, Map<Attempt, Outcome> outcomes) {
        var outcome = Objects.requireNonNull(outcomes.get(attempt));
        return new Journal.Settled(attempt, outcome.state(), outcome.answer(), outcome.reason());
    }

    private void settleTurn(List<Journal.Settled> turn, Map<UUID, Payment> payments, boolean byItself) {
        var now = clock.instant();
        var first = journal.settle(turn, now);
        var mine = turn.stream()
                .filter(settled -> first.contains(settled.attempt().id()))
                .toList();
        var changes = new HashMap<UUID, Change>();
        for (var settled : mine) {
            var payment = one(settled.attempt().reference(), payments);
            changes.merge(settled.attempt().tenderId(), change(payment, settled), Change::and);
            if (byItself && settled.state() != AttemptState.UNKNOWN) followUps.changed(settled.attempt());
        }
        tenders.apply(changes);
        followUps.settled(mine, now);
    }

    /** What the outcome moves, after having seen to what else follows from it. */
    private Change change(Payment payment, Journal.Settled settled) {
        return switch (settled.state()) {
            case SUCCEEDED -> succeeded(payment, settled.attempt());
            case DECLINED -> declined(payment, settled.attempt(), settled.reason());
            case PENDING, REQUIRES_ACTION, UNKNOWN, EXPIRED -> Change.NONE;
        };
    }

    private Change succeeded(Payment payment, Attempt attempt) {
        if (attempt.receivableId() != null && attempt.kind() == AttemptKind.CAPTURE)
            receivables.collected(attempt.receivableId(), attempt.amountMinor());
        boolean frees = attempt.kind() == AttemptKind.AUTHORISE || attempt.kind() == AttemptKind.CAPTURE;
        if (frees && (payment.isClosed() || payment.isDeclined())) followUps.giveUpRest(attempt);
        return Change.succeeded(attempt.kind(), attempt.amountMinor());
    }

    private Change declined(Payment payment, Attempt attempt, @Nullable String reason) {
        boolean over = attempt.parentId() != null && payment.isOver(attempt.parentId());
        if (attempt.kind() == AttemptKind.CAPTURE && attempt.receivableId() == null)
            receivables.owe(
                    payment.tender(attempt.tenderId()), attempt.cause(), attempt.amountMinor(), String.valueOf(reason));
        if (attempt.kind() == AttemptKind.AUTHORISE || payment.isClosed() && attempt.kind() == AttemptKind.CAPTURE)
            followUps.giveUpRest(attempt);
        return Change.declined(attempt.kind(), attempt.amountMinor(), over);
    }
}
