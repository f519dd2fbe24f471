package wharf.payment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.BusinessClock;

/**
 * Gives up what will not be taken. A tender with a capture still out waits for it, and one whose reference owes a receivable keeps its
 * authorisation: the provider gives up all of a rest or nothing.
 */
@Component
class Voids {
    private final Ledger ledger;
    private final Tenders tenders;
    private final Receivables receivables;
    private final PspCalls calls;
    private final TransactionTemplate transaction;
    private final BusinessClock clock;

    Voids(
            Ledger ledger,
            Tenders tenders,
            Receivables receivables,
            PspCalls calls,
            TransactionTemplate transaction,
            BusinessClock clock) {
        this.ledger = ledger;
        this.tenders = tenders;
        this.receivables = receivables;
        this.calls = calls;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** No more is taken from the references' tenders: the rest is given up, now and whenever a call that is out leaves some. */
    void close(Map<UUID, String> causes) {
        perform(transaction.execute(status -> {
            ledger.lock(causes.keySet());
            tenders.close(causes);
            return plan(causes.keySet());
        }));
    }

    /** Gives up what has to be: all of a closed payment, all of one whose authorisation was declined, otherwise nothing. */
    void settle(UUID reference) {
        perform(transaction.execute(status -> plan(List.of(reference))));
    }

    private void perform(@org.jspecify.annotations.Nullable List<Attempt> attempts) {
        if (attempts != null) calls.perform(attempts, false);
    }

    private List<Attempt> plan(Collection<UUID> references) {
        var owing = receivables.of(references).stream()
                .filter(row -> row.openMinor() > 0)
                .map(Receivables.Row::reference)
                .collect(Collectors.toSet());
        var out = new ArrayList<Attempt>();
        var begun = new ArrayList<Attempt>();
        for (var payment : ledger.lock(references).values()) {
            payment.attempts().stream()
                    .filter(attempt -> attempt.kind() == AttemptKind.VOID && attempt.isOut())
                    .forEach(out::add);
            for (var tender : payment.tenders()) {
                if (toGiveUp(payment, tender, owing.contains(payment.reference())))
                    next(payment, tender).ifPresent(begun::add);
            }
        }
        ledger.begin(begun);
        begun.stream().filter(Attempt::isOut).forEach(out::add);
        return out;
    }

    private static boolean toGiveUp(Payment payment, Tender tender, boolean owed) {
        if (tender.restMinor() == 0 || tender.capturingMinor() > 0) return false;
        if (tender.isClosed()) return tender.isDirect() || !owed;
        return !tender.isDirect() && payment.isDeclined();
    }

    private java.util.Optional<Attempt> next(Payment payment, Tender tender) {
        var cause = tender.closing() == null ? "declined" : tender.closing();
        var key = "void:%s:%s:%d:%d".formatted(payment.reference(), cause, tender.number(), tender.round());
        if (payment.has(key)) return java.util.Optional.empty();
        var state =
                tender.isDirect() && tender.method().releasesItself() ? AttemptState.SUCCEEDED : AttemptState.PENDING;
        return payment.living(tender)
                .map(source -> Attempt.begin(
                        tender, AttemptKind.VOID, state, tender.restMinor(), key, cause, source, clock.instant()));
    }
}
