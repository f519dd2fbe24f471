package wharf.restock;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.FactReader;
import wharf.platform.Sql;

/**
 * What was demanded of each item on each day (UTC), by the site that was given it: units of accepted orders, shipped or not, kits as their
 * components, without units cancelled or fulfilled elsewhere, and without orders to practise with. Kept by reading facts: an order that
 * something happened to is counted anew, and the difference goes into the days. The same fact twice changes nothing.
 */
@Component
class DemandHistory {
    private static final String READER = "restock-demand";
    private static final int AT_ONCE = 2000;
    private static final Set<String> ORDER_SUBJECTS = Set.of("order", "fulfilment");
    /** Facts that only an accepted order has; one of a fulfilment is one too. */
    private static final Set<String> ACCEPTED = Set.of(
            "order.accepted",
            "order.routed",
            "order.in_fulfilment",
            "order.partially_shipped",
            "order.shipped",
            "order.delivered",
            "order.closed");

    private static final String COUNTED = "select distinct order_id from demand_part where order_id = any(:orders)";
    private static final String TAKE_BACK = """
            with old as (
              delete from demand_part where order_id = any(:orders) returning merchant_id, item_id, warehouse_id, day, quantity
            ), less as (
              select item_id, warehouse_id, day, sum(quantity) as quantity from old group by item_id, warehouse_id, day
            )
            update demand_day d
            set quantity = d.quantity - l.quantity
            from less l
            where d.item_id = l.item_id
            and d.warehouse_id is not distinct from l.warehouse_id
            and d.day = l.day
            """;
    private static final String ADD = """
            with whole as (
              select order_id, item_id, merchant_id, min(placed_at at time zone 'UTC')::date as day,
                     sum(quantity - cancelled - fulfilled_elsewhere) as quantity
              from reservation
              where order_id = any(:orders)
              and merchant_id not in (select training_merchants())
              group by order_id, item_id, merchant_id
            ), sited as (
              select order_id, item_id, warehouse_id, sum(quantity - dropped) as quantity
              from site_reservation
              where order_id = any(:orders)
              group by order_id, item_id, warehouse_id
            ), routed as (
              select order_id, item_id, sum(quantity) as quantity from sited group by order_id, item_id
            ), fresh as (
              select w.order_id, w.item_id, s.warehouse_id, w.merchant_id, w.day, s.quantity
              from whole w
              join sited s on s.order_id = w.order_id and s.item_id = w.item_id
              union all
              select w.order_id, w.item_id, null, w.merchant_id, w.day, w.quantity - coalesce(r.quantity, 0)
              from whole w
              left join routed r on r.order_id = w.order_id and r.item_id = w.item_id
            ), added as (
              insert into demand_part (order_id, item_id, warehouse_id, merchant_id, day, quantity)
              select order_id, item_id, warehouse_id, merchant_id, day, quantity
              from fresh
              where quantity > 0
              returning item_id, warehouse_id, merchant_id, day, quantity
            )
            insert into demand_day (item_id, warehouse_id, merchant_id, day, quantity)
            select item_id, warehouse_id, merchant_id, day, sum(quantity)
            from added
            group by item_id, warehouse_id, merchant_id, day
            order by item_id, warehouse_id, day
            on conflict (item_id, warehouse_id, day) do update
            set quantity = demand_day.quantity + excluded.quantity
            """;
    private static final String DAYS = """
            select item_id, warehouse_id, day, quantity
            from demand_day
            where merchant_id = :merchant
            and item_id = any(:items)
            and day between :since and :until
            and quantity > 0
            order by item_id, day
            """;

    private final JdbcClient jdbc;
    private final FactReader facts;

    DemandHistory(JdbcClient jdbc, FactReader facts) {
        this.jdbc = jdbc;
        this.facts = facts;
    }

    /** Units of an item demanded on a day, from a site; of no site while the order is not routed. */
    record Day(UUID itemId, @Nullable UUID warehouseId, LocalDate day, long quantity) {}

    /** Takes in whatever has happened since; returns how many facts were read. */
    int catchUp() {
        return facts.follow(READER, AT_ONCE, this::take);
    }

    private void take(List<FactReader.Read> page) {
        var ofOrders = page.stream()
                .filter(fact -> ORDER_SUBJECTS.contains(fact.subjectKind()))
                .toList();
        var orders = ofOrders.stream()
                .filter(fact -> fact.subjectKind().equals("fulfilment") || ACCEPTED.contains(fact.type()))
                .map(FactReader.Read::root)
                .collect(Collectors.toSet());
        var others = ofOrders.stream()
                .map(FactReader.Read::root)
                .filter(order -> !orders.contains(order))
                .collect(Collectors.toSet());
        if (!others.isEmpty()) orders.addAll(counted(others));
        recount(orders);
    }

    private List<UUID> counted(Collection<UUID> orders) {
        return jdbc.sql(COUNTED)
                .param("orders", Sql.uuids(orders))
                .query(UUID.class)
                .list();
    }

    private void recount(Collection<UUID> orders) {
        if (orders.isEmpty()) return;
        jdbc.sql(TAKE_BACK).param("orders", Sql.uuids(orders)).update();
        jdbc.sql(ADD).param("orders", Sql.uuids(orders)).update();
    }

    /** The days of these items with any demand, oldest first. */
    @Transactional(readOnly = true)
    public List<Day> days(UUID merchant, Collection<UUID> items, LocalDate since, LocalDate until) {
        return jdbc.sql(DAYS)
                .param("merchant", merchant)
                .param("items", Sql.uuids(items))
                .param("since", since)
                .param("until", until)
                .query(Day.class)
                .list();
    }
}
