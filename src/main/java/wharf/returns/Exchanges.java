package wharf.returns;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.catalog.Item;
import wharf.catalog.Items;
import wharf.order.OrderView;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.ReturnId;

/** Replacements: one row each, ordered once by {@link ExchangeStep}. */
@Component
class Exchanges {
    private static final String ADD = """
            insert into rma_exchange (id, rma_id, line_no, merchant_id, settlement_id, sku, quantity, value_minor, instant, state, made_at)
            values (:id, :rma, :line, :merchant, :settlement, :sku, :quantity, :value, :instant, 'DUE', :now)
            """;
    private static final String SELECT = """
            select x.id, x.rma_id, x.line_no, x.merchant_id, x.settlement_id, x.sku, x.quantity, x.value_minor, x.instant, x.state, r.number,
                   r.order_id
            from rma_exchange x
            join rma r on r.id = x.rma_id
            """;
    private static final String ORDERED = """
            update rma_exchange
            set state = 'ORDERED', order_id = :order, order_number = :number, done_at = :now
            where id = :id
            and state = 'DUE'
            """;
    private static final String REFUNDED_INSTEAD = """
            update rma_exchange
            set state = 'REFUNDED_INSTEAD', reason = :reason, done_at = :now
            where id = :id
            and state = 'DUE'
            """;

    private final JdbcClient jdbc;
    private final Items items;
    private final Work work;
    private final BusinessClock clock;

    Exchanges(JdbcClient jdbc, Items items, Work work, BusinessClock clock) {
        this.jdbc = jdbc;
        this.items = items;
        this.work = work;
        this.clock = clock;
    }

    /** A replacement. @param orderId of the order whose goods come back */
    record Row(
            UUID id,
            UUID rmaId,
            int lineNo,
            UUID merchantId,
            @Nullable UUID settlementId,
            String sku,
            int quantity,
            long valueMinor,
            boolean instant,
            String state,
            long number,
            UUID orderId) {
        boolean isDue() {
            return state.equals("DUE");
        }
    }

    Map<String, ItemId> items(MerchantId merchant, Collection<String> skus) {
        if (skus.isEmpty()) return Map.of();
        return items.bySku(merchant, skus).values().stream().collect(Collectors.toMap(Item::sku, Item::id));
    }

    /** Replacements of an authorised return that leave at once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void instantly(ReturnView view, OrderView order) {
        var worth = Worth.of(order);
        for (var line : view.lines()) {
            if (line.resolution() != Resolution.EXCHANGE) continue;
            add(view.id(), view.merchant(), line, null, line.quantity(), replacement(worth, line), true);
        }
    }

    /** What the items in exchange are worth: what was paid for the others, less what they are cheaper by. */
    private static long replacement(Worth worth, ReturnView.Line line) {
        var paid = worth.sum(line.line(), 0, line.quantity());
        return paid.minus(Returnables.difference(line.differenceMinor(), line.quantity(), paid))
                .minor();
    }

    /** A replacement for units that are back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(
            ReturnId rma,
            MerchantId merchant,
            ReturnView.Line line,
            @Nullable UUID settlement,
            int quantity,
            long valueMinor,
            boolean instant) {
        var id = Ids.next();
        jdbc.sql(ADD)
                .param("id", id)
                .param("rma", rma.value())
                .param("line", line.line())
                .param("merchant", merchant.value())
                .param("settlement", settlement)
                .param("sku", line.exchangeSku())
                .param("quantity", quantity)
                .param("value", valueMinor)
                .param("instant", instant)
                .param("now", Sql.timestamp(clock.instant()))
                .update();
        work.add(ExchangeStep.NAME, id, merchant);
    }

    @Transactional(readOnly = true)
    public Optional<Row> find(UUID id) {
        return jdbc.sql(SELECT + "where x.id = :id")
                .param("id", id)
                .query(Row.class)
                .optional();
    }

    @Transactional(readOnly = true)
    public List<Row> of(ReturnId rma) {
        return jdbc.sql(SELECT + "where x.rma_id = :rma")
                .param("rma", rma.value())
                .query(Row.class)
                .list();
    }

    /** Returns whether this call was the one that recorded it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean ordered(UUID id, UUID order, long number) {
        return jdbc.sql(ORDERED)
                        .param("id", id)
                        .param("order", order)
                        .param("number", number)
                        .param("now", Sql.timestamp(clock.instant()))
                        .update()
                == 1;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public boolean refundedInstead(UUID id, String reason) {
        return jdbc.sql(REFUNDED_INSTEAD)
                        .param("id", id)
                        .param("reason", reason)
                        .param("now", Sql.timestamp(clock.instant()))
                        .update()
                == 1;
    }
}
