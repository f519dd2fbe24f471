package wharf.fulfilment;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.StockArrived;
import wharf.inventory.UnitsBackordered;
import wharf.inventory.UnitsReserved;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/**
 * Units that were promised are missing, or have been found: told to the order, which is routed again at once. Only queued, because the order
 * must not be locked after its stock.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Shortages {
    private static final String WAIT_FOR = """
            select distinct w.subject, w.merchant_id
            from work w
            join reservation r on r.order_id = w.subject
            where w.step = :step
            and w.due_at > now()
            and r.item_id = any(:items)
            and r.reserved > 0
            """;

    private final JdbcClient jdbc;
    private final Facts facts;
    private final Work work;
    private final BusinessClock clock;

    Shortages(JdbcClient jdbc, Facts facts, Work work, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.work = work;
        this.clock = clock;
    }

    /** No other bin of the site has them; other sites are offered them as backorders, at once. */
    @EventListener
    public void on(wharf.picking.UnitsShort shorted) {
        var missing = shorted.open().stream()
                .map(u -> backordered(
                        u.merchant(),
                        u.order(),
                        u.lineNo(),
                        u.item(),
                        u.quantity(),
                        "No other bin of the site has them."))
                .toList();
        facts.record(missing);
        routeAgain(missing);
    }

    @EventListener
    public void on(wharf.packing.UnitsShort shorted) {
        var missing = shorted.units().stream()
                .map(u -> backordered(
                        u.merchant(), u.order(), u.lineNo(), u.item(), u.quantity(), "They were short at packing."))
                .toList();
        facts.record(missing);
        routeAgain(missing);
    }

    /** Found out by stock: what is left of the order may fit where the whole did not. */
    @EventListener
    public void on(UnitsBackordered backordered) {
        var missing = backordered.units().stream()
                .map(u -> backordered(
                        u.merchant(), u.order(), u.lineNo(), u.item(), u.quantity(), sentence(backordered.reason())))
                .toList();
        facts.record(missing);
        work.add(Steps.REFRESH, subjects(missing));
        routeAgain(missing);
    }

    @EventListener
    public void on(UnitsReserved reserved) {
        var now = clock.instant();
        facts.record(reserved.orders().stream()
                .map(o -> Fact.of(
                        o.merchant(), o.order().value(), "order", o.order().value(), "order.stock_found", now))
                .toList());
        work.add(
                Steps.ROUTE,
                reserved.orders().stream()
                        .map(order -> new Work.Subject(order.order().value(), order.merchant()))
                        .toList());
    }

    /** Orders that no site could pick may now be picked. */
    @EventListener
    public void on(StockArrived arrived) {
        work.add(
                Steps.ROUTE,
                jdbc.sql(WAIT_FOR)
                        .param("step", Steps.ROUTE)
                        .param("items", Sql.ids(arrived.items()))
                        .query((row, n) -> new Work.Subject(
                                row.getObject("subject", UUID.class),
                                new MerchantId(row.getObject("merchant_id", UUID.class))))
                        .list());
    }

    private void routeAgain(Collection<Fact> missing) {
        work.add(Steps.ROUTE, subjects(missing));
    }

    private static List<Work.Subject> subjects(Collection<Fact> facts) {
        return facts.stream()
                .map(fact -> new Work.Subject(fact.root(), merchant(fact.merchant())))
                .distinct()
                .toList();
    }

    private static MerchantId merchant(@Nullable MerchantId merchant) {
        return java.util.Objects.requireNonNull(merchant);
    }

    private static String sentence(String reason) {
        return Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".";
    }

    private Fact backordered(MerchantId merchant, OrderId order, int lineNo, ItemId item, int quantity, String reason) {
        return Fact.of(merchant, order.value(), "order", order.value(), "order.backordered", clock.instant())
                .because(reason)
                .with(Map.of("line", lineNo, "item", item.toString(), "quantity", quantity));
    }
}
