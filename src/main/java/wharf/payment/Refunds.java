package wharf.payment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.BusinessClock;
import wharf.shared.Money;

/** Pays back what was captured, over tenders in reverse order and the latest authorisation first, once per cause and never more. */
@Component
class Refunds {
    private final Ledger ledger;
    private final PspCalls calls;
    private final TransactionTemplate transaction;
    private final BusinessClock clock;

    Refunds(Ledger ledger, PspCalls calls, TransactionTemplate transaction, BusinessClock clock) {
        this.ledger = ledger;
        this.calls = calls;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The attempts to go on with; or how much there is to refund when that is too little, or was asked for under this cause before. */
    private sealed interface Plan {
        record Go(List<Attempt> attempts) implements Plan {}

        record TooMuch(long refundableMinor) implements Plan {}

        record OtherAmount(long earlierMinor) implements Plan {}
    }

    Refund refund(UUID reference, Money amount, String cause, String reason) {
        var plan = Objects.requireNonNull(transaction.execute(status -> plan(reference, amount, cause, reason)));
        return switch (plan) {
            case Plan.TooMuch(long refundable) ->
                new Refund.Refused(
                        "More than was captured and not yet refunded.", Money.of(refundable, amount.currency()));
            case Plan.OtherAmount(long earlier) -> new Refund.OtherAmount(Money.of(earlier, amount.currency()));
            case Plan.Go(var attempts) -> {
                calls.perform(attempts, false);
                yield Objects.requireNonNull(transaction.execute(status -> result(reference, amount, cause)));
            }
        };
    }

    private Plan plan(UUID reference, Money amount, String cause, String reason) {
        var payment = ledger.lock(reference);
        var earlier = payment.of(AttemptKind.REFUND, cause);
        if (!earlier.isEmpty()) {
            long asked = earlier.stream().mapToLong(Attempt::amountMinor).sum();
            if (asked != amount.minor()) return new Plan.OtherAmount(asked);
            return new Plan.Go(earlier.stream().filter(Attempt::isOut).toList());
        }
        long refundable =
                payment.tenders().stream().mapToLong(Tender::refundableMinor).sum();
        if (amount.minor() > refundable) return new Plan.TooMuch(refundable);
        return new Plan.Go(spread(payment, amount, cause, reason).stream()
                .filter(Attempt::isOut)
                .toList());
    }

    private List<Attempt> spread(Payment payment, Money amount, String cause, String reason) {
        var attempts = new ArrayList<Attempt>();
        long left = amount.minor();
        for (var tender : payment.tenders().reversed()) {
            for (var source : sources(payment, tender)) {
                long part = Math.min(left, refundable(payment, source));
                if (part == 0) continue;
                var state = tender.isDirect() && tender.method().refundsItself()
                        ? AttemptState.SUCCEEDED
                        : AttemptState.PENDING;
                var key = "refund:%s:%s:%d:%d".formatted(payment.reference(), cause, tender.number(), source.round());
                attempts.add(ledger.begin(
                        Attempt.begin(tender, AttemptKind.REFUND, state, part, key, cause, source, clock.instant())
                                .because(reason)));
                left -= part;
            }
        }
        return attempts;
    }

    private static List<Attempt> sources(Payment payment, Tender tender) {
        return payment.attempts().stream()
                .filter(attempt -> attempt.tenderId().equals(tender.id()))
                .filter(attempt -> attempt.kind() == AttemptKind.AUTHORISE || attempt.kind() == AttemptKind.DIRECT_SALE)
                .sorted(Comparator.comparingInt(Attempt::round).reversed())
                .toList();
    }

    private static long refundable(Payment payment, Attempt source) {
        return payment.attempts().stream()
                .filter(attempt -> source.id().equals(attempt.parentId()))
                .mapToLong(attempt -> switch (attempt.kind()) {
                    case CAPTURE -> attempt.state() == AttemptState.SUCCEEDED ? attempt.amountMinor() : 0;
                    case REFUND -> attempt.state() == AttemptState.DECLINED ? 0 : -attempt.amountMinor();
                    case AUTHORISE, VOID, DIRECT_SALE -> 0;
                })
                .sum();
    }

    private Refund result(UUID reference, Money amount, String cause) {
        var attempts = ledger.read(reference).of(AttemptKind.REFUND, cause);
        if (attempts.stream().anyMatch(Attempt::isOut)) return new Refund.Unknown();
        var refunded = sum(attempts, AttemptState.SUCCEEDED, amount.currency());
        var declined = attempts.stream()
                .filter(attempt -> attempt.state() == AttemptState.DECLINED)
                .findFirst();
        if (declined.isPresent())
            return new Refund.Failed(String.valueOf(declined.get().reason()), refunded);
        var outside = sum(attempts, AttemptState.PENDING, amount.currency());
        return outside.isZero() ? new Refund.Refunded(refunded) : new Refund.Outside(refunded, outside);
    }

    private static Money sum(List<Attempt> attempts, AttemptState state, String currency) {
        long minor = attempts.stream()
                .filter(attempt -> attempt.state() == state)
                .mapToLong(Attempt::amountMinor)
                .sum();
        return Money.of(minor, currency);
    }
}
