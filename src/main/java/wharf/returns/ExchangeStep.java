package wharf.returns;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.KillPoint;
import wharf.platform.WorkStep;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.ReturnId;

/**
 * Orders replacements through the door of all orders: channel {@code exchange}, free of charge, with an external id made of the return's
 * number and the replacement's id, so that a second run is a replay. What is sold out, or cannot be ordered, is refunded instead.
 */
@Component
class ExchangeStep implements WorkStep {
    static final String NAME = "RETURN_EXCHANGE";
    private static final String REFUND_LINE = """
            update rma_line
            set resolution = 'REFUND', difference_minor = 0
            where rma_id = :rma
            and line_no = :line
            """;
    private static final String NOTHING_TO_CHARGE = """
            update rma
            set charge_at = null
            where id = :rma
            and not exists (select from rma_exchange x where x.rma_id = :rma and x.instant and x.state <> 'REFUNDED_INSTEAD')
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final OrderIntake intake;
    private final Orders orders;
    private final Exchanges exchanges;
    private final Settlements settlements;
    private final Telling telling;

    ExchangeStep(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            OrderIntake intake,
            Orders orders,
            Exchanges exchanges,
            Settlements settlements,
            Telling telling) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.intake = intake;
        this.orders = orders;
        this.exchanges = exchanges;
        this.settlements = settlements;
        this.telling = telling;
    }

    /** Who is told. */
    @Component("returnTelling")
    record Telling(Facts facts, ReturnNotices notices, ReturnMoves moves, BusinessClock clock) {}

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
        for (var id : ids) {
            var row = Objects.requireNonNull(transaction.execute(status -> exchanges.find(id)));
            if (row.isEmpty() || !row.get().isDue()) continue;
            order(row.get());
        }
        return Result.DONE;
    }

    private void order(Exchanges.Row row) {
        var original = Objects.requireNonNull(transaction.execute(status -> orders.find(new OrderId(row.orderId()))))
                .orElseThrow();
        var result = intake.take(List.of(replacement(row, original))).getFirst();
        KillPoint.reached("return.exchange.ordered");
        switch (result) {
            case IntakeResult.Accepted accepted -> ordered(row, accepted.id(), accepted.number());
            case IntakeResult.Replayed replayed -> ordered(row, replayed.id(), replayed.number());
            case IntakeResult.Revising revising -> ordered(row, revising.id(), revising.number());
            case IntakeResult.Refused refused -> refused(row, refused);
        }
    }

    private static NewOrder replacement(Exchanges.Row row, OrderView original) {
        return NewOrder.of(
                        original.merchant().toString(),
                        Returnables.EXCHANGE,
                        "RMA-" + row.number() + "-" + row.id().toString().substring(24))
                .currency(original.currency())
                .lines(List.of(new NewOrder.Line(row.sku(), row.quantity(), 0L, null, null, null, null, null)))
                .shipTo(original.shipTo())
                .email(original.email())
                .locale(original.locale())
                .totalMinor(0L)
                .shortage(NewOrder.Shortage.REFUSE)
                .service(original.service())
                .note("In exchange for what came back of order " + original.externalId() + ".")
                .build();
    }

    private void ordered(Exchanges.Row row, OrderId order, long number) {
        transaction.executeWithoutResult(status -> {
            telling.moves().lock(new ReturnId(row.rmaId()));
            if (!exchanges.ordered(row.id(), order.value(), number)) return;
            telling.facts()
                    .record(List.of(
                            fact(row, "return.exchanged", row.orderId())
                                    .with(Map.of(
                                            "number",
                                            "RMA-" + row.number(),
                                            "order",
                                            number,
                                            "sku",
                                            row.sku(),
                                            "units",
                                            row.quantity())),
                            fact(row, "return.replacement", order.value())
                                    .with(Map.of("number", "RMA-" + row.number()))));
            telling.notices().replaced(new ReturnId(row.rmaId()), row);
        });
    }

    private Fact fact(Exchanges.Row row, String type, UUID root) {
        return Fact.of(
                new MerchantId(row.merchantId()),
                root,
                "return",
                row.rmaId(),
                type,
                telling.clock().instant());
    }

    private void refused(Exchanges.Row row, IntakeResult.Refused refused) {
        switch (refused.reason()) {
            case BUSY, FAULT ->
                throw new IllegalStateException("The replacement could not be ordered yet: " + refused.problems());
            case SOLD_OUT, INVALID, CONFLICT ->
                instead(
                        row,
                        refused.reason() == IntakeResult.Reason.SOLD_OUT
                                ? "The item sold out meanwhile."
                                : "The replacement could not be ordered: "
                                        + refused.problems().getFirst().message());
        }
    }

    private void instead(Exchanges.Row row, String reason) {
        transaction.executeWithoutResult(status -> {
            telling.moves().lock(new ReturnId(row.rmaId()));
            if (!exchanges.refundedInstead(row.id(), shortened(reason))) return;
            telling.facts()
                    .record(fact(row, "return.refunded_instead", row.orderId())
                            .because(shortened(reason))
                            .with(Map.of("number", "RMA-" + row.number(), "sku", row.sku(), "units", row.quantity())));
            if (!row.instant()) {
                settlements.instead(row);
                return;
            }
            jdbc.sql(REFUND_LINE)
                    .param("rma", row.rmaId())
                    .param("line", row.lineNo())
                    .update();
            jdbc.sql(NOTHING_TO_CHARGE).param("rma", row.rmaId()).update();
        });
    }

    private static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }
}
