package wharf.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.BusinessClock;
import wharf.shared.Money;

/** Takes money over tenders in their order, once per cause. What cannot be taken is owed, and never stops the order. */
@Component
class Captures {
    private static final String SHORT = "Not enough is authorised.";

    private final Ledger ledger;
    private final Receivables receivables;
    private final Authorisations authorisations;
    private final PspCalls calls;
    private final TransactionTemplate transaction;
    private final BusinessClock clock;

    Captures(
            Ledger ledger,
            Receivables receivables,
            Authorisations authorisations,
            PspCalls calls,
            TransactionTemplate transaction,
            BusinessClock clock) {
        this.ledger = ledger;
        this.receivables = receivables;
        this.authorisations = authorisations;
        this.calls = calls;
        this.transaction = transaction;
        this.clock = clock;
    }

    Capture capture(UUID reference, Money amount, String cause) {
        var attempts = transaction.execute(status -> plan(reference, amount, cause));
        Objects.requireNonNull(attempts).forEach(attempt -> calls.perform(attempt, false));
        return Objects.requireNonNull(transaction.execute(status -> result(reference, amount, cause)));
    }

    private List<Attempt> plan(UUID reference, Money amount, String cause) {
        var payment = ledger.lock(reference);
        var earlier = payment.of(AttemptKind.CAPTURE, cause);
        if (!earlier.isEmpty() || owed(reference, cause) > 0)
            return earlier.stream().filter(Attempt::isOut).toList();
        var attempts = spread(payment, amount, cause, null);
        long missing = amount.minor() - total(attempts);
        if (missing > 0 && !payment.isEmpty()) receivables.owe(payment.tenders().getFirst(), cause, missing, SHORT);
        return attempts.stream().filter(Attempt::isOut).toList();
    }

    private List<Attempt> spread(Payment payment, Money amount, String cause, @Nullable UUID receivable) {
        var attempts = new ArrayList<Attempt>();
        long left = amount.minor();
        for (var tender : payment.tenders()) {
            long part = Math.min(left, Math.min(tender.restMinor(), tender.openMinor()));
            var source = payment.living(tender);
            if (part == 0 || source.isEmpty()) continue;
            var state = tender.isDirect() ? AttemptState.SUCCEEDED : AttemptState.PENDING;
            var key = "capture:%s:%s:%d".formatted(payment.reference(), cause, tender.number());
            var attempt =
                    Attempt.begin(tender, AttemptKind.CAPTURE, state, part, key, cause, source.get(), clock.instant());
            attempts.add(ledger.begin(receivable == null ? attempt : attempt.collecting(receivable)));
            left -= part;
        }
        return attempts;
    }

    private Capture result(UUID reference, Money amount, String cause) {
        var attempts = ledger.read(reference).of(AttemptKind.CAPTURE, cause);
        if (attempts.stream().anyMatch(Attempt::isOut)) return new Capture.Unknown();
        var captured = Money.of(
                total(attempts.stream()
                        .filter(attempt -> attempt.state() == AttemptState.SUCCEEDED)
                        .toList()),
                amount.currency());
        var reason = attempts.stream()
                .filter(attempt -> attempt.state() == AttemptState.DECLINED)
                .map(attempt -> String.valueOf(attempt.reason()))
                .findFirst();
        long owed = owed(reference, cause);
        if (owed == 0 && captured.compareTo(amount) >= 0) return new Capture.Captured(captured);
        return new Capture.Failed(reason.orElse(SHORT), captured, Money.of(owed, amount.currency()));
    }

    private long owed(UUID reference, String cause) {
        return receivables.of(reference).stream()
                .filter(row -> row.cause().equals(cause))
                .mapToLong(Receivables.Row::amountMinor)
                .sum();
    }

    private static long total(List<Attempt> attempts) {
        return attempts.stream().mapToLong(Attempt::amountMinor).sum();
    }

    /** Has another try at everything the reference owes, authorising anew where an authorisation is over. */
    void retry(UUID reference) {
        var owing = transaction.execute(status -> receivables.of(reference).stream()
                .filter(row -> row.openMinor() > 0)
                .toList());
        if (owing == null || owing.isEmpty()) return;
        authorisations.authorise(reference, true);
        for (var row : owing) {
            var attempts = transaction.execute(status -> planRetry(reference, row.id()));
            Objects.requireNonNull(attempts).forEach(attempt -> calls.perform(attempt, false));
        }
    }

    private List<Attempt> planRetry(UUID reference, UUID receivable) {
        var payment = ledger.lock(reference);
        var out = payment.attempts().stream()
                .filter(attempt -> receivable.equals(attempt.receivableId()) && attempt.isOut())
                .toList();
        if (!out.isEmpty()) return out;
        var row = receivables.of(reference).stream()
                .filter(candidate -> candidate.id().equals(receivable))
                .findFirst()
                .orElseThrow();
        if (row.openMinor() == 0) return List.of();
        var cause = row.cause() + "/retry-" + receivables.nextTry(receivable);
        return spread(payment, Money.of(row.openMinor(), row.currency()), cause, receivable).stream()
                .filter(Attempt::isOut)
                .toList();
    }
}
