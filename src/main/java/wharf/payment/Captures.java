package wharf.payment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
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

    /** One each of different references. */
    Map<UUID, Capture> capture(Collection<CaptureOrder> orders) {
        var references = orders.stream().map(CaptureOrder::reference).toList();
        var attempts = transaction.execute(status -> {
            var payments = ledger.lock(references);
            var owing = owing(references);
            return orders.stream()
                    .flatMap(order -> plan(of(payments, order), owing, order).stream())
                    .toList();
        });
        calls.perform(Objects.requireNonNull(attempts), false);
        return Objects.requireNonNull(transaction.execute(status -> {
            var payments = ledger.read(references);
            var owing = owing(references);
            return orders.stream()
                    .collect(Collectors.toMap(
                            CaptureOrder::reference, order -> result(of(payments, order), owing, order)));
        }));
    }

    /** Records once that the shopper owes an amount, beside whatever the tenders cover; false when it was, or when nothing was ever paid. */
    boolean owe(UUID reference, Money amount, String cause, String reason) {
        var payment = ledger.lock(reference);
        return !payment.isEmpty() && receivables.oweOnce(payment.tenders().getFirst(), cause, amount.minor(), reason);
    }

    private static Payment of(Map<UUID, Payment> payments, CaptureOrder order) {
        return Objects.requireNonNull(payments.get(order.reference()));
    }

    private List<Attempt> plan(Payment payment, List<Receivables.Row> owing, CaptureOrder order) {
        var earlier = payment.of(AttemptKind.CAPTURE, order.cause());
        if (!earlier.isEmpty() || isOwed(owing, order))
            return earlier.stream().filter(Attempt::isOut).toList();
        var amount = amount(payment, owing, order);
        if (!amount.isPositive()) return List.of();
        var attempts = spread(payment, amount, order.cause(), null);
        long missing = amount.minor() - total(attempts);
        if (missing > 0 && !payment.isEmpty())
            receivables.owe(payment.tenders().getFirst(), order.cause(), missing, SHORT);
        return attempts.stream().filter(Attempt::isOut).toList();
    }

    /** How much of the order is still to be taken. */
    private static Money amount(Payment payment, List<Receivables.Row> owing, CaptureOrder order) {
        if (!order.inAll()) return order.amount();
        long taken = payment.tenders().stream()
                .mapToLong(tender -> tender.capturedMinor() + tender.capturingMinor())
                .sum();
        long owed = owing.stream()
                .filter(row -> row.reference().equals(order.reference()) && order.counts(row.cause()))
                .mapToLong(Receivables.Row::openMinor)
                .sum();
        return order.amount().minus(Money.of(taken + owed, order.amount().currency()));
    }

    private static boolean isOwed(List<Receivables.Row> owing, CaptureOrder order) {
        return owing.stream()
                .anyMatch(row -> row.reference().equals(order.reference())
                        && row.cause().equals(order.cause())
                        && row.amountMinor() > 0);
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

    private static Capture result(Payment payment, List<Receivables.Row> owing, CaptureOrder order) {
        var attempts = payment.attempts().stream()
                .filter(attempt -> attempt.kind() == AttemptKind.CAPTURE && order.counts(attempt.cause()))
                .toList();
        if (attempts.stream().anyMatch(Attempt::isOut)) return new Capture.Unknown();
        var currency = order.amount().currency();
        var captured = Money.of(
                total(attempts.stream()
                        .filter(attempt -> attempt.state() == AttemptState.SUCCEEDED)
                        .toList()),
                currency);
        var reason = attempts.stream()
                .filter(attempt -> attempt.state() == AttemptState.DECLINED)
                .map(attempt -> String.valueOf(attempt.reason()))
                .findFirst();
        long owed = owed(owing, order);
        if (owed == 0 && captured.compareTo(order.amount()) >= 0) return new Capture.Captured(captured);
        return new Capture.Failed(reason.orElse(SHORT), captured, Money.of(owed, currency));
    }

    private List<Receivables.Row> owing(List<UUID> references) {
        return receivables.of(references);
    }

    private static long owed(List<Receivables.Row> owing, CaptureOrder order) {
        return owing.stream()
                .filter(row -> row.reference().equals(order.reference()) && order.counts(row.cause()))
                .mapToLong(order.inAll() ? Receivables.Row::openMinor : Receivables.Row::amountMinor)
                .sum();
    }

    private static long total(List<Attempt> attempts) {
        return attempts.stream().mapToLong(Attempt::amountMinor).sum();
    }

    /** Has another try at everything the reference owes, authorising anew where an authorisation is over. */
    void retry(UUID reference) {
        var owing = transaction.execute(status -> receivables.of(List.of(reference)).stream()
                .filter(row -> row.openMinor() > 0)
                .toList());
        if (owing == null || owing.isEmpty()) return;
        authorisations.authorise(List.of(reference), true);
        for (var row : owing) {
            var attempts = transaction.execute(status -> planRetry(reference, row.id()));
            calls.perform(Objects.requireNonNull(attempts), false);
        }
    }

    private List<Attempt> planRetry(UUID reference, UUID receivable) {
        var payment = ledger.lock(reference);
        var out = payment.attempts().stream()
                .filter(attempt -> receivable.equals(attempt.receivableId()) && attempt.isOut())
                .toList();
        if (!out.isEmpty()) return out;
        var row = receivables.of(List.of(reference)).stream()
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
