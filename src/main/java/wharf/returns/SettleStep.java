package wharf.returns;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.payment.PaymentView;
import wharf.payment.Payments;
import wharf.payment.Refund;
import wharf.platform.KillPoint;
import wharf.platform.Sql;
import wharf.platform.WorkStep;
import wharf.shared.Money;
import wharf.shared.Refusal;
import wharf.shared.ReturnId;

/**
 * Pays what was drawn up, once: the amount is fixed first, at most what was captured and not yet refunded, then the payment module is asked
 * with the settlement as its cause. Killed anywhere in between, the next run finds the fixed amount and the same cause, and only asks what
 * came of it.
 */
@Component
class SettleStep implements WorkStep {
    static final String NAME = "RETURN_SETTLE";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DUE = """
            select s.id, s.rma_id, s.order_id, s.currency, s.amount_minor, s.paying_minor, r.number
            from rma_settlement s
            join rma r on r.id = s.rma_id
            where s.id = :id
            and s.state = 'DUE'
            """;
    private static final String FIX = """
            update rma_settlement
            set paying_minor = :paying
            where id = :id
            and state = 'DUE'
            and paying_minor is not distinct from :before
            """;
    private static final String DONE = """
            update rma_settlement
            set state = :state, refunded_minor = :refunded, reason = :reason, done_at = :now
            where id = :id
            and state = 'DUE'
            """;
    private static final String UNITS = """
            select line_no, sum(quantity)::integer as quantity
            from rma_grade
            where settlement_id = :id
            group by line_no
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Payments payments;
    private final Returns returns;
    private final ExchangeStep.Telling telling;

    SettleStep(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Payments payments,
            Returns returns,
            ExchangeStep.Telling telling) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.payments = payments;
        this.returns = returns;
        this.telling = telling;
    }

    private record Due(
            UUID id,
            UUID rmaId,
            UUID orderId,
            String currency,
            long amountMinor,
            @Nullable Long payingMinor,
            long number) {
        Due paying(long minor) {
            return new Due(id, rmaId, orderId, currency, amountMinor, minor, number);
        }

        Money paying() {
            return Money.of(Objects.requireNonNull(payingMinor), currency);
        }

        String cause() {
            return "return:" + id;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int batchSize() {
        return 16;
    }

    @Override
    public Result run(List<UUID> ids) {
        Map<UUID, Later> later = new HashMap<>();
        for (var id : ids)
            due(id).flatMap(this::pay)
                    .ifPresent(note -> later.put(id, new Later(Instant.now().plus(PATIENCE), note)));
        return Result.later(later);
    }

    private Optional<Due> due(UUID id) {
        return Objects.requireNonNull(transaction.execute(
                status -> jdbc.sql(DUE).param("id", id).query(Due.class).optional()));
    }

    /** Empty when it is over; otherwise why it has to come again. */
    private Optional<String> pay(Due due) {
        if (due.amountMinor() == 0) return done(due, "NOTHING", 0, null);
        var fixed = due;
        if (due.payingMinor() == null) {
            var payment = payment(due.orderId());
            if (payment.isPresent() && payment.get().capturing().isPositive())
                return Optional.of("A capture of this order has no outcome yet.");
            fixed = fix(due, refundable(payment));
        }
        return refund(fixed);
    }

    private Optional<String> refund(Due due) {
        if (due.paying().isZero()) return done(due, "NOTHING", 0, "Nothing that was captured is left to be refunded.");
        KillPoint.reached("return.settle.fixed");
        var answer =
                payments.refund(due.orderId(), due.paying(), due.cause(), "Returned with RMA-" + due.number() + ".");
        KillPoint.reached("return.settle.refunded");
        return switch (answer) {
            case Refund.Refunded refunded ->
                done(due, "REFUNDED", refunded.amount().minor(), bounded(due));
            case Refund.Outside outside ->
                done(
                        due,
                        "OUTSIDE",
                        outside.refunded().minor(),
                        "A person has to pay back " + wharf.platform.Shown.money(outside.outside()) + ".");
            case Refund.OtherAmount other ->
                done(due, "FAILED", 0, "Another amount was asked for before: " + other.earlier() + ".");
            case Refund.Failed failed -> done(due, "FAILED", failed.refunded().minor(), failed.reason());
            case Refund.Unknown unknown -> Optional.of("The provider has not said what came of the refund.");
            case Refund.Refused refused -> refund(fix(due, refused.refundable().minor()));
        };
    }

    private static @Nullable String bounded(Due due) {
        return due.paying().minor() < due.amountMinor()
                ? "Bounded by what was captured and not refunded before."
                : null;
    }

    private Due fix(Due due, long refundable) {
        long paying = Math.min(due.amountMinor(), refundable);
        transaction.executeWithoutResult(status -> jdbc.sql(FIX)
                .param("id", due.id())
                .param("paying", paying)
                .param("before", due.payingMinor(), java.sql.Types.BIGINT)
                .update());
        return due(due.id()).orElse(due.paying(0));
    }

    private Optional<PaymentView> payment(UUID order) {
        try {
            return Optional.of(payments.view(order));
        } catch (Refusal none) {
            return Optional.empty();
        }
    }

    private static long refundable(Optional<PaymentView> payment) {
        return payment.map(view -> view.refundable().minor()).orElse(0L);
    }

    private Optional<String> done(Due due, String state, long refunded, @Nullable String reason) {
        transaction.executeWithoutResult(status -> {
            var ref = telling.moves().lock(new ReturnId(due.rmaId()));
            int changed = jdbc.sql(DONE)
                    .param("id", due.id())
                    .param("state", state)
                    .param("refunded", refunded)
                    .param("reason", reason)
                    .param("now", Sql.timestamp(telling.clock().instant()))
                    .update();
            if (changed == 0 || state.equals("FAILED")) return;
            var steps = jdbc.sql(UNITS)
                    .param("id", due.id())
                    .query((row, n) -> new ReturnMoves.Step(
                            ref.id(),
                            row.getInt("line_no"),
                            ReturnState.GRADED,
                            ReturnState.SETTLED,
                            row.getInt("quantity")))
                    .list();
            telling.moves().move(List.of(ref), steps, reason);
            if (refunded > 0 || state.equals("OUTSIDE")) {
                telling.facts()
                        .record(ref.fact("return.refunded", telling.clock().instant())
                                .because(reason)
                                .with(Map.of(
                                        "number",
                                        "RMA-" + due.number(),
                                        "amountMinor",
                                        due.paying().minor(),
                                        "currency",
                                        due.currency())));
                telling.notices().refunded(returns.get(ref.id()), due.id(), due.paying());
            }
        });
        return Optional.empty();
    }
}
