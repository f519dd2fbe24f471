package wharf.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;

/** Reserved units given to warehouses: routing moves them from unrouted to (warehouse, item), conditionally, and can take them back. */
@Service
public class Commitments {
    private static final String UNROUTED = """
            select r.order_id, r.line_no, r.item_id, r.merchant_id,
                   r.reserved - coalesce((
                     select sum(s.quantity - s.allocated - s.picked - s.packed - s.shipped - s.dropped)
                     from site_reservation s
                     where s.order_id = r.order_id and s.line_no = r.line_no and s.item_id = r.item_id), 0) as quantity
            from reservation r
            where r.order_id = any(:orders)
            and r.reserved > 0
            order by r.order_id, r.line_no, r.item_id
            """;
    private static final String LOCK_SITES = """
            select item_id, warehouse_id, on_hand - reserved as free
            from site_stock
            where (item_id, warehouse_id) in (select * from unnest(:items, :sites))
            order by item_id, warehouse_id
            for no key update
            """;
    private static final String LOCK_LINES = """
            select order_id
            from reservation
            where order_id = any(:orders)
            order by order_id, line_no, item_id
            for no key update
            """;
    private static final String LOCK_ITEMS = """
            select item_id
            from item_stock
            where item_id in (
              select r.item_id
              from reservation r
              where r.order_id in (select s.order_id from site_reservation s where s.fulfilment_id = any(:fulfilments))
            )
            order by item_id
            for no key update
            """;
    private static final String INSERT = """
            insert into site_reservation (fulfilment_id, line_no, item_id, order_id, merchant_id, warehouse_id, quantity)
            select *
            from unnest(:fulfilments, :lines, :items, :orders, :merchants, :sites, :quantities)
            """;
    private static final String TAKE = """
            update site_stock s
            set reserved = s.reserved + d.quantity
            from unnest(:items, :sites, :quantities) as d (item, site, quantity)
            where s.item_id = d.item
            and s.warehouse_id = d.site
            """;
    private static final String OPEN = """
            select fulfilment_id, order_id, line_no, item_id, warehouse_id, allocated, picked, packed,
                   quantity - shipped - dropped as open
            from site_reservation
            where fulfilment_id = any(:fulfilments)
            and shipped + dropped < quantity
            order by item_id, warehouse_id, fulfilment_id, line_no
            """;
    private static final String DROP = """
            with d as (
              select fulfilment_id, line_no, item_id, order_id, warehouse_id, allocated, picked, packed, quantity - shipped - dropped as open
              from site_reservation
              where fulfilment_id = any(:fulfilments)
              and shipped + dropped < quantity
            ), site as (
              update site_reservation s
              set dropped = s.dropped + d.open, allocated = 0, picked = 0, packed = 0
              from d
              where s.fulfilment_id = d.fulfilment_id and s.line_no = d.line_no and s.item_id = d.item_id
            ), line as (
              update reservation r
              set reserved = r.reserved + b.allocated + b.picked + b.packed, allocated = r.allocated - b.allocated,
                  picked = r.picked - b.picked, packed = r.packed - b.packed
              from (select order_id, line_no, item_id, sum(allocated) as allocated, sum(picked) as picked, sum(packed) as packed
                    from d group by order_id, line_no, item_id) b
              where r.order_id = b.order_id and r.line_no = b.line_no and r.item_id = b.item_id
            )
            update site_stock s
            set reserved = s.reserved - t.open
            from (select item_id, warehouse_id, sum(open) as open from d group by item_id, warehouse_id) t
            where s.item_id = t.item_id and s.warehouse_id = t.warehouse_id
            """;

    private final JdbcClient jdbc;
    private final Fates fates;
    private final Allocations allocations;

    Commitments(JdbcClient jdbc, Fates fates, Allocations allocations) {
        this.jdbc = jdbc;
        this.fates = fates;
        this.allocations = allocations;
    }

    /** Units of an order line. */
    public record LineUnits(OrderId order, int lineNo, ItemId item, MerchantId merchant, int quantity) {}

    /** So many units of an order line that a warehouse is to ship under a fulfilment. */
    public record Commitment(FulfilmentId fulfilment, WarehouseId site, LineUnits units) {}

    /** Reserved units of the orders that no warehouse has been given yet. */
    @Transactional(readOnly = true)
    public List<LineUnits> unrouted(Collection<OrderId> orders) {
        return jdbc
                .sql(UNROUTED)
                .param("orders", Sql.ids(orders))
                .query((row, n) -> new LineUnits(
                        new OrderId(row.getObject("order_id", UUID.class)),
                        row.getInt("line_no"),
                        new ItemId(row.getObject("item_id", UUID.class)),
                        new MerchantId(row.getObject("merchant_id", UUID.class)),
                        row.getInt("quantity")))
                .list()
                .stream()
                .filter(units -> units.quantity() > 0)
                .toList();
    }

    /**
     * Gives the units to the warehouses where each still has them free, as long as they are still reserved. An order is given whole or not at all, in the order listed; returns the
     * orders for which a warehouse had too little after all, to be routed again. The caller holds the orders' locks.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<OrderId> commit(List<Commitment> wanted) {
        if (wanted.isEmpty()) return Set.of();
        var free = lockSites(wanted);
        var waiting = lockLines(wanted);
        var refused = new HashSet<OrderId>();
        var granted = new ArrayList<Commitment>();
        var byOrder = wanted.stream()
                .collect(Collectors.groupingBy(
                        c -> c.units().order(), java.util.LinkedHashMap::new, Collectors.toList()));
        byOrder.forEach((order, commitments) -> {
            var left = new HashMap<>(free);
            commitments.forEach(c -> left.merge(key(c), -(long) c.units().quantity(), Long::sum));
            boolean fits = commitments.stream().allMatch(c -> left.getOrDefault(key(c), -1L) >= 0)
                    && areWaiting(commitments, waiting);
            if (!fits) {
                refused.add(order);
                return;
            }
            free.putAll(left);
            granted.addAll(commitments);
        });
        write(granted);
        return refused;
    }

    private record LineKey(OrderId order, int lineNo, ItemId item) {}

    /** What is wanted was read before any lock: a count may have backordered some of it meanwhile. Read again by a statement of its own. */
    private Map<LineKey, Integer> lockLines(List<Commitment> wanted) {
        var orders = wanted.stream().map(c -> c.units().order()).distinct().toList();
        jdbc.sql(LOCK_LINES).param("orders", Sql.ids(orders)).query(UUID.class).list();
        return unrouted(orders).stream().collect(Collectors.toMap(Commitments::line, LineUnits::quantity));
    }

    private static boolean areWaiting(List<Commitment> commitments, Map<LineKey, Integer> waiting) {
        var wanted = new HashMap<LineKey, Integer>();
        commitments.forEach(c -> wanted.merge(line(c.units()), c.units().quantity(), Integer::sum));
        return wanted.entrySet().stream().allMatch(line -> waiting.getOrDefault(line.getKey(), 0) >= line.getValue());
    }

    private static LineKey line(LineUnits units) {
        return new LineKey(units.order(), units.lineNo(), units.item());
    }

    private static StockCounters.SiteKey key(Commitment commitment) {
        return new StockCounters.SiteKey(
                commitment.units().item().value(), commitment.site().value());
    }

    private Map<StockCounters.SiteKey, Long> lockSites(List<Commitment> wanted) {
        var keys = wanted.stream().map(Commitments::key).distinct().toList();
        var free = new HashMap<StockCounters.SiteKey, Long>();
        jdbc.sql(LOCK_SITES)
                .param(
                        "items",
                        Sql.uuids(keys.stream().map(StockCounters.SiteKey::item).toList()))
                .param(
                        "sites",
                        Sql.uuids(keys.stream().map(StockCounters.SiteKey::site).toList()))
                .query((row, n) -> free.put(
                        new StockCounters.SiteKey(
                                row.getObject("item_id", UUID.class), row.getObject("warehouse_id", UUID.class)),
                        row.getLong("free")))
                .list();
        return free;
    }

    private void write(List<Commitment> granted) {
        if (granted.isEmpty()) return;
        jdbc.sql(INSERT)
                .param(
                        "fulfilments",
                        Sql.ids(granted.stream().map(Commitment::fulfilment).toList()))
                .param(
                        "lines",
                        Sql.ints(granted.stream().map(c -> c.units().lineNo()).toList()))
                .param(
                        "items",
                        Sql.ids(granted.stream().map(c -> c.units().item()).toList()))
                .param(
                        "orders",
                        Sql.ids(granted.stream().map(c -> c.units().order()).toList()))
                .param(
                        "merchants",
                        Sql.ids(granted.stream().map(c -> c.units().merchant()).toList()))
                .param("sites", Sql.ids(granted.stream().map(Commitment::site).toList()))
                .param(
                        "quantities",
                        Sql.ints(granted.stream().map(c -> c.units().quantity()).toList()))
                .update();
        var perSite = new TreeMap<StockCounters.SiteKey, Long>(StockCounters.SiteKey.ORDER);
        granted.forEach(c -> perSite.merge(key(c), (long) c.units().quantity(), Long::sum));
        jdbc.sql(TAKE)
                .param(
                        "items",
                        Sql.uuids(perSite.keySet().stream()
                                .map(StockCounters.SiteKey::item)
                                .toList()))
                .param(
                        "sites",
                        Sql.uuids(perSite.keySet().stream()
                                .map(StockCounters.SiteKey::site)
                                .toList()))
                .param("quantities", Sql.longs(perSite.values()))
                .update();
    }

    /**
     * Takes all open units of the fulfilments back from their warehouses: reserved, unrouted again. Units bound to bins are freed; units
     * already in a container stay bound there, orphaned, until they are scanned back into a bin. Returns those.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Allocations.Held> drop(Collection<FulfilmentId> fulfilments) {
        var open = jdbc.sql(OPEN)
                .param("fulfilments", Sql.ids(fulfilments))
                .query(Open.class)
                .list();
        if (open.isEmpty()) return allocations.orphan(fulfilments);
        lockStock(fulfilments, open);
        fates.lock(open.stream().map(Open::units).toList());
        jdbc.sql(DROP).param("fulfilments", Sql.ids(fulfilments)).update();
        return allocations.orphan(fulfilments);
    }

    private record Open(
            UUID fulfilmentId,
            UUID orderId,
            int lineNo,
            UUID itemId,
            UUID warehouseId,
            int allocated,
            int picked,
            int packed,
            int open) {
        Fates.Units units() {
            return new Fates.Units(
                    new FulfilmentId(fulfilmentId), new OrderId(orderId), lineNo, new ItemId(itemId), open);
        }
    }

    // Whoever takes units back may go on to cancel them, which takes the item's counter: that comes before the site's.
    private void lockStock(Collection<FulfilmentId> fulfilments, List<Open> open) {
        jdbc.sql(LOCK_ITEMS)
                .param("fulfilments", Sql.ids(fulfilments))
                .query(UUID.class)
                .list();
        jdbc.sql(LOCK_SITES)
                .param("items", Sql.uuids(open.stream().map(Open::itemId).toList()))
                .param("sites", Sql.uuids(open.stream().map(Open::warehouseId).toList()))
                .query((row, n) -> n)
                .list();
    }
}
