package wharf.payment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.BusinessClock;

/**
 * Authorises every tender of a reference that needs it, one after the other, all or none; many references at the same time. Asked again it goes on where it stopped: each
 * tender is authorised once a round, and a new round begins only after an expiry or {@link #reopen}.
 */
@Component
class Authorisations {
    private static final String OVER = "The authorisation was over when it was given.";

    private final Ledger ledger;
    private final Tenders tenders;
    private final Voids voids;
    private final PspCalls calls;
    private final TransactionTemplate transaction;
    private final BusinessClock clock;

    Authorisations(
            Ledger ledger,
            Tenders tenders,
            Voids voids,
            PspCalls calls,
            TransactionTemplate transaction,
            BusinessClock clock) {
        this.ledger = ledger;
        this.tenders = tenders;
        this.voids = voids;
        this.calls = calls;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What to do next: ask the provider, or tell the caller. */
    private sealed interface Next {
        record Call(Attempt attempt) implements Next {}

        record Answer(Authorisation authorisation) implements Next {}
    }

    /** By reference. The calls of one round are out at the same time; a payment of several tenders takes several rounds. */
    Map<UUID, Authorisation> authorise(Collection<UUID> references) {
        return authorise(references, false);
    }

    /** As the other, for the sake of a receivable also when the payment is closed. */
    Map<UUID, Authorisation> authorise(Collection<UUID> references, boolean evenIfClosed) {
        var answers = new LinkedHashMap<UUID, Authorisation>();
        var asked = new HashSet<UUID>();
        var open = List.copyOf(new TreeSet<>(references));
        while (!open.isEmpty()) {
            var calls = new ArrayList<Attempt>();
            plan(open, new Asking(evenIfClosed, asked)).forEach((reference, next) -> {
                switch (next) {
                    case Next.Call(var attempt) -> calls.add(attempt);
                    case Next.Answer(var authorisation) -> answers.put(reference, authorisation);
                }
            });
            calls.forEach(attempt -> asked.add(attempt.id()));
            var performed = this.calls.perform(calls, false);
            open = goOn(performed, answers);
        }
        answers.forEach((reference, answer) -> {
            if (answer instanceof Authorisation.Declined) voids.settle(reference);
        });
        return answers;
    }

    /** Those to be looked at again; of the others nobody knows. */
    private static List<UUID> goOn(List<Attempt> performed, Map<UUID, Authorisation> answers) {
        var again = new ArrayList<UUID>();
        for (var attempt : performed) {
            if (attempt.state() == AttemptState.UNKNOWN) answers.put(attempt.reference(), new Authorisation.Unknown());
            else again.add(attempt.reference());
        }
        return again;
    }

    /** @param asked the attempts of this call so far */
    private record Asking(boolean evenIfClosed, Set<UUID> asked) {}

    private Map<UUID, Next> plan(List<UUID> references, Asking asking) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var begun = new ArrayList<Attempt>();
            var next = new LinkedHashMap<UUID, Next>();
            ledger.lock(references).forEach((reference, payment) -> next.put(reference, next(payment, asking, begun)));
            ledger.begin(begun);
            return next;
        }));
    }

    private Next next(Payment payment, Asking asking, List<Attempt> begun) {
        var needing = payment.tenders().stream()
                .filter(tender -> !tender.isDirect() && tender.amountMinor() > 0)
                .filter(tender -> asking.evenIfClosed() || !tender.isClosed())
                .toList();
        if (needing.isEmpty()) return new Next.Answer(new Authorisation.NothingToDo());
        for (var tender : needing) {
            if (tender.openMinor() == 0) continue;
            var source = payment.source(tender);
            if (source.isEmpty()) return begin(tender, tender.round(), begun);
            switch (source.get().state()) {
                case SUCCEEDED -> {}
                case EXPIRED -> {
                    // By its clock or ours: another would be over as soon, and each is a hold on the shopper's card.
                    if (asking.asked().contains(source.get().id())) return answer(new Authorisation.Declined(OVER));
                    tenders.nextRound(tender.id());
                    return begin(tender, tender.round() + 1, begun);
                }
                case PENDING, UNKNOWN -> {
                    return new Next.Call(source.get());
                }
                case REQUIRES_ACTION -> {
                    return answer(new Authorisation.RequiresAction(
                            Objects.requireNonNull(source.get().actionUrl())));
                }
                case DECLINED -> {
                    return answer(new Authorisation.Declined(
                            String.valueOf(source.get().reason())));
                }
            }
        }
        return answer(new Authorisation.Authorised());
    }

    private Next begin(Tender tender, int round, List<Attempt> begun) {
        var key = "auth:%s:%d:%d".formatted(tender.reference(), tender.number(), round);
        var attempt = Attempt.begin(
                tender.inRound(round),
                AttemptKind.AUTHORISE,
                AttemptState.PENDING,
                tender.openMinor(),
                key,
                "order",
                null,
                clock.instant());
        begun.add(attempt);
        return new Next.Call(attempt);
    }

    private static Next answer(Authorisation authorisation) {
        return new Next.Answer(authorisation);
    }

    /** After a decline: the next authorisation asks anew. Gives up first what is still authorised; false if that is not done yet. */
    boolean reopen(UUID reference) {
        voids.settle(reference);
        return Boolean.TRUE.equals(transaction.execute(status -> reopen(ledger.lock(reference))));
    }

    /** As the other, with the payment locked. A supplement that was declined is asked about anew by itself. */
    boolean reopen(Payment payment) {
        boolean all = payment.isDeclined();
        var again = payment.tenders().stream()
                .filter(tender -> !tender.isDirect() && payment.source(tender).isPresent())
                .filter(tender -> all || payment.isDeclined(tender))
                .toList();
        if (all && again.stream().anyMatch(tender -> isBusy(payment, tender))) return false;
        again.forEach(tender -> tenders.nextRound(tender.id()));
        return true;
    }

    private static boolean isBusy(Payment payment, Tender tender) {
        return tender.restMinor() > 0
                || tender.voidingMinor() > 0
                || tender.capturingMinor() > 0
                || payment.source(tender)
                        .filter(source -> source.state().isOpen())
                        .isPresent();
    }
}
