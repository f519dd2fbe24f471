package wharf.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/**
 * Takes promises back when less stock exists than was promised: at the site first (units not yet bound to a bin), then among orders not yet
 * routed; lowest priority first, youngest first. Bound units are never taken: a bin cannot fall below what is bound in it.
 */
@Component
class Promises {
    static final String FILL_BACKORDERS = "FILL_BACKORDERS";
    private static final String LOCK_ITEMS = """
            select item_id, on_hand, reserved from item_stock where item_id = any(:items) order by item_id for no key update
            """;
    private static final String LOCK_SITES = """
            select item_id, warehouse_id, on_hand, reserved
            from site_stock
            where (item_id, warehouse_id) in (select * from unnest(:items, :sites))
            order by item_id, warehouse_id
            for no key update
            """;
    // Locked in the order all others lock them in, by statements of their own: one that waits for a lock reads what it
    // joins as it was before the wait.
    private static final String LOCK_LINES = """
            select order_id
            from reservation
            where item_id = any(:items)
            and reserved > 0
            order by order_id, line_no, item_id
            for no key update
            """;
    private static final String LOCK_PLANNED = """
            select fulfilment_id
            from site_reservation
            where item_id = any(:items)
            and allocated + picked + packed + shipped + dropped < quantity
            order by fulfilment_id, line_no, item_id
            for no key update
            """;
    private static final String PLANNED_AT_SITE = """
            select s.order_id, s.line_no, s.item_id, s.merchant_id, s.fulfilment_id,
                   s.quantity - s.allocated - s.picked - s.packed - s.shipped - s.dropped as free
            from site_reservation s
            join reservation r on r.order_id = s.order_id and r.line_no = s.line_no and r.item_id = s.item_id
            where s.warehouse_id = :site
            and s.item_id = :item
            and s.allocated + s.picked + s.packed + s.shipped + s.dropped < s.quantity
            order by r.priority, r.placed_at desc, r.order_id desc
            """;
    private static final String UNROUTED = """
            select r.order_id, r.line_no, r.item_id, r.merchant_id, null::uuid as fulfilment_id,
                   r.reserved - coalesce((
                     select sum(s.quantity - s.allocated - s.picked - s.packed - s.shipped - s.dropped)
                     from site_reservation s
                     where s.order_id = r.order_id and s.line_no = r.line_no and s.item_id = r.item_id), 0) as free
            from reservation r
            where r.item_id = :item
            and r.reserved > 0
            order by r.priority, r.placed_at desc, r.order_id desc
            """;
    private static final String BACKORDER = """
            update reservation r
            set reserved = r.reserved - t.quantity, backordered = r.backordered + t.quantity
            from (select o, l, i, sum(q) as quantity from unnest(:orders, :lines, :items, :quantities) as u (o, l, i, q) group by o, l, i) t
            where r.order_id = t.o
            and r.line_no = t.l
            and r.item_id = t.i
            """;
    private static final String DROP = """
            update site_reservation s
            set dropped = s.dropped + t.quantity
            from unnest(:fulfilments, :lines, :items, :quantities) as t (fulfilment, line, item, quantity)
            where s.fulfilment_id = t.fulfilment
            and s.line_no = t.line
            and s.item_id = t.item
            """;

    private final JdbcClient jdbc;
    private final Work work;
    private final ApplicationEventPublisher events;

    Promises(JdbcClient jdbc, Work work, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.work = work;
        this.events = events;
    }

    private record Level(UUID item, @Nullable UUID site, long onHand, long reserved) {
        /** How much more would be promised than had after the change. */
        long over(StockCounters.Net net) {
            return reserved + net.reserved - onHand - net.onHand;
        }
    }

    private record Candidate(
            UUID order,
            int line,
            UUID item,
            UUID merchant,
            @Nullable UUID fulfilment,
            long free) {}

    private static final RowMapper<Candidate> CANDIDATE = (row, n) -> new Candidate(
            row.getObject("order_id", UUID.class),
            row.getInt("line_no"),
            row.getObject("item_id", UUID.class),
            row.getObject("merchant_id", UUID.class),
            row.getObject("fulfilment_id", UUID.class),
            row.getLong("free"));

    /** Locks the rows that fall and lowers {@code reserved} in the net changes by what had to be taken back. */
    void takeBack(Map<UUID, StockCounters.Net> items, Map<StockCounters.SiteKey, StockCounters.Net> sites) {
        var falling = sites.entrySet().stream()
                .filter(site -> site.getValue().mayOverpromise())
                .map(Map.Entry::getKey)
                .toList();
        if (falling.isEmpty()) return;
        var itemLevels = lockItems(falling);
        var siteLevels = lockSites(falling);
        lockPromises(broken(items, sites, itemLevels, siteLevels));
        var taken = new ArrayList<UnitsBackordered.Units>();
        for (var level : siteLevels) {
            var key = new StockCounters.SiteKey(level.item(), java.util.Objects.requireNonNull(level.site()));
            var net = java.util.Objects.requireNonNull(sites.get(key));
            long over = level.over(net);
            var back = over <= 0 ? List.<UnitsBackordered.Units>of() : choose(plannedAt(key), over);
            long units =
                    back.stream().mapToLong(UnitsBackordered.Units::quantity).sum();
            net.reserved -= units;
            items.computeIfAbsent(key.item(), item -> new StockCounters.Net(net.merchant)).reserved -= units;
            taken.addAll(back);
        }
        items.forEach((item, net) -> {
            var level = itemLevels.get(item);
            if (level == null) return;
            long over = level.over(net);
            var back = over <= 0 ? List.<UnitsBackordered.Units>of() : choose(unrouted(item), over);
            net.reserved -=
                    back.stream().mapToLong(UnitsBackordered.Units::quantity).sum();
            taken.addAll(back);
        });
        backorder(taken);
    }

    /** Items of which more would be promised than had, over all or at a site. */
    private static Set<UUID> broken(
            Map<UUID, StockCounters.Net> items,
            Map<StockCounters.SiteKey, StockCounters.Net> sites,
            Map<UUID, Level> itemLevels,
            List<Level> siteLevels) {
        var broken = new HashSet<UUID>();
        for (var level : siteLevels) {
            var key = new StockCounters.SiteKey(level.item(), java.util.Objects.requireNonNull(level.site()));
            if (level.over(java.util.Objects.requireNonNull(sites.get(key))) > 0) broken.add(level.item());
        }
        items.forEach((item, net) -> {
            var level = itemLevels.get(item);
            if (level != null && level.over(net) > 0) broken.add(item);
        });
        return broken;
    }

    private void lockPromises(Set<UUID> items) {
        if (items.isEmpty()) return;
        jdbc.sql(LOCK_LINES).param("items", Sql.uuids(items)).query(UUID.class).list();
        jdbc.sql(LOCK_PLANNED)
                .param("items", Sql.uuids(items))
                .query(UUID.class)
                .list();
    }

    private Map<UUID, Level> lockItems(List<StockCounters.SiteKey> keys) {
        var levels = new HashMap<UUID, Level>();
        jdbc.sql(LOCK_ITEMS)
                .param(
                        "items",
                        Sql.uuids(keys.stream()
                                .map(StockCounters.SiteKey::item)
                                .distinct()
                                .toList()))
                .query((row, n) -> new Level(
                        row.getObject("item_id", UUID.class), null, row.getLong("on_hand"), row.getLong("reserved")))
                .list()
                .forEach(level -> levels.put(level.item(), level));
        return levels;
    }

    private List<Level> lockSites(List<StockCounters.SiteKey> keys) {
        return jdbc.sql(LOCK_SITES)
                .param(
                        "items",
                        Sql.uuids(keys.stream().map(StockCounters.SiteKey::item).toList()))
                .param(
                        "sites",
                        Sql.uuids(keys.stream().map(StockCounters.SiteKey::site).toList()))
                .query((row, n) -> new Level(
                        row.getObject("item_id", UUID.class),
                        row.getObject("warehouse_id", UUID.class),
                        row.getLong("on_hand"),
                        row.getLong("reserved")))
                .list();
    }

    private List<Candidate> plannedAt(StockCounters.SiteKey key) {
        return jdbc.sql(PLANNED_AT_SITE)
                .param("site", key.site())
                .param("item", key.item())
                .query(CANDIDATE)
                .list();
    }

    private List<Candidate> unrouted(UUID item) {
        return jdbc.sql(UNROUTED).param("item", item).query(CANDIDATE).list();
    }

    private static List<UnitsBackordered.Units> choose(List<Candidate> candidates, long wanted) {
        var chosen = new ArrayList<UnitsBackordered.Units>();
        long left = wanted;
        for (var candidate : candidates) {
            int quantity = (int) Math.min(left, candidate.free());
            if (quantity <= 0) continue;
            chosen.add(new UnitsBackordered.Units(
                    new MerchantId(candidate.merchant()),
                    new OrderId(candidate.order()),
                    candidate.line(),
                    new ItemId(candidate.item()),
                    candidate.fulfilment() == null ? null : new FulfilmentId(candidate.fulfilment()),
                    quantity));
            left -= quantity;
            if (left == 0) break;
        }
        return chosen;
    }

    private void backorder(List<UnitsBackordered.Units> taken) {
        if (taken.isEmpty()) return;
        jdbc.sql(BACKORDER)
                .param(
                        "orders",
                        Sql.ids(taken.stream()
                                .map(UnitsBackordered.Units::order)
                                .toList()))
                .param(
                        "lines",
                        Sql.ints(taken.stream()
                                .map(UnitsBackordered.Units::lineNo)
                                .toList()))
                .param(
                        "items",
                        Sql.ids(taken.stream().map(UnitsBackordered.Units::item).toList()))
                .param(
                        "quantities",
                        Sql.ints(taken.stream()
                                .map(UnitsBackordered.Units::quantity)
                                .toList()))
                .update();
        var routed = taken.stream().filter(units -> units.fulfilment() != null).toList();
        jdbc.sql(DROP)
                .param(
                        "fulfilments",
                        Sql.uuids(routed.stream().map(Promises::fulfilment).toList()))
                .param(
                        "lines",
                        Sql.ints(routed.stream()
                                .map(UnitsBackordered.Units::lineNo)
                                .toList()))
                .param(
                        "items",
                        Sql.ids(routed.stream()
                                .map(UnitsBackordered.Units::item)
                                .toList()))
                .param(
                        "quantities",
                        Sql.ints(routed.stream()
                                .map(UnitsBackordered.Units::quantity)
                                .toList()))
                .update();
        work.add(
                FILL_BACKORDERS,
                taken.stream()
                        .map(units -> new Work.Subject(units.item().value(), units.merchant()))
                        .distinct()
                        .toList());
        events.publishEvent(new UnitsBackordered(List.copyOf(taken), "less stock was found than was promised"));
    }

    private static @Nullable UUID fulfilment(UnitsBackordered.Units units) {
        return units.fulfilment() == null ? null : units.fulfilment().value();
    }
}
