package wharf.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Pipeline;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/**
 * Stock promised to order lines, before any warehouse is chosen. The database refuses to promise more than is sellable
 * ({@code item_not_oversold}); everything here is about who gets it and about never having to be refused.
 */
@Service
public class Reservations {
    private static final String INSERT = """
            insert into reservation (order_id, line_no, item_id, merchant_id, priority, placed_at, per_unit, quantity, backordered, reserved,
                                     fulfilled_elsewhere)
            select *
            from unnest(:orders, :lines, :items, :merchants, :priorities, :placed, :perUnit, :quantities, :backordered, :reserved, :elsewhere)
            """;
    private static final String TAKE = """
            with locked as (
              select item_id from item_stock where item_id = any(:items) order by item_id for no key update
            )
            update item_stock s
            set reserved = s.reserved + d.quantity
            from locked l
            join unnest(:items, :quantities) as d (item, quantity) on d.item = l.item_id
            where s.item_id = l.item_id
            """;
    private static final String LOCK = """
            select item_id, on_hand - reserved as free
            from item_stock
            where item_id = any(:items)
            order by item_id
            for no key update
            """;
    // Locked in the order all others lock them in, whoever of them comes first.
    private static final String WAITING = """
            select order_id, line_no, merchant_id, backordered, priority, placed_at
            from reservation
            where item_id = :item
            and backordered > 0
            order by order_id, line_no
            for no key update
            """;
    private static final String GRANT = """
            update reservation r
            set backordered = r.backordered - g.quantity, reserved = r.reserved + g.quantity
            from unnest(:orders, :lines, :quantities) as g (order_id, line_no, quantity)
            where r.order_id = g.order_id
            and r.line_no = g.line_no
            and r.item_id = :item
            """;
    private static final String ENSURE_STOCK_OF = """
            insert into item_stock (item_id, merchant_id)
            select distinct item_id, merchant_id
            from reservation
            where order_id = :order
            order by item_id
            on conflict do nothing
            """;
    private static final String LOCK_STOCK_OF = """
            select item_id
            from item_stock
            where item_id in (select item_id from reservation where order_id = :order)
            order by item_id
            for no key update
            """;
    private static final String OPEN_UNITS = """
            select r.line_no, r.item_id, r.merchant_id, r.per_unit, r.backordered,
                   r.reserved - coalesce((
                     select sum(s.quantity - s.allocated - s.picked - s.packed - s.shipped - s.dropped)
                     from site_reservation s
                     where s.order_id = r.order_id and s.line_no = r.line_no and s.item_id = r.item_id), 0) as unrouted
            from reservation r
            where r.order_id = :order
            order by r.line_no, r.item_id
            for no key update
            """;
    private static final String CANCEL = """
            update reservation r
            set backordered = r.backordered - c.backordered, reserved = r.reserved - c.reserved,
                cancelled = r.cancelled + c.backordered + c.reserved
            from unnest(:lines, :items, :backordered, :reserved) as c (line_no, item_id, backordered, reserved)
            where r.order_id = :order
            and r.line_no = c.line_no
            and r.item_id = c.item_id
            """;
    private static final String GIVE_BACK = """
            update item_stock s
            set reserved = s.reserved - d.quantity
            from unnest(:items, :quantities) as d (item, quantity)
            where s.item_id = d.item
            """;

    private static final String CANCEL_ELSEWHERE = """
            update reservation r
            set fulfilled_elsewhere = r.fulfilled_elsewhere - c.quantity * r.per_unit, cancelled = r.cancelled + c.quantity * r.per_unit
            from unnest(:lines, :quantities) as c (line_no, quantity)
            where r.order_id = :order
            and r.line_no = c.line_no
            """;
    private static final String WANT_MORE = """
            update reservation r
            set quantity = r.quantity + m.quantity * r.per_unit,
                backordered = r.backordered + case when m.elsewhere then 0 else m.quantity * r.per_unit end,
                fulfilled_elsewhere = r.fulfilled_elsewhere + case when m.elsewhere then m.quantity * r.per_unit else 0 end
            from unnest(:lines, :quantities, :elsewhere) as m (line_no, quantity, elsewhere)
            where r.order_id = :order
            and r.line_no = m.line_no
            """;
    private static final String WANTED_ROWS = """
            select r.line_no, r.item_id, r.per_unit, i.sku
            from reservation r
            join item i on i.id = r.item_id
            where r.order_id = :order
            and r.line_no = any(:lines)
            order by r.line_no, r.item_id
            """;
    private static final String GRANT_ROWS = """
            update reservation r
            set backordered = r.backordered - g.quantity, reserved = r.reserved + g.quantity
            from unnest(:lines, :items, :quantities) as g (line_no, item_id, quantity)
            where r.order_id = :order
            and r.line_no = g.line_no
            and r.item_id = g.item_id
            """;
    private static final String PRIORITY =
            "update reservation set priority = :priority where order_id = :order and priority <> :priority";

    private final JdbcClient jdbc;
    private final Pipeline pipeline;
    private final Work work;
    private final ApplicationEventPublisher events;

    Reservations(JdbcClient jdbc, Pipeline pipeline, Work work, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.pipeline = pipeline;
        this.work = work;
        this.events = events;
    }

    /** Not every item had a stock row, so nothing may be assumed of what it has: decide carefully. */
    public static final class StockUnknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        StockUnknown() {
            super("an item has no stock row", null, false, false);
        }
    }

    /**
     * Writes reservations as decided and takes what they reserve, set-wise. The whole statement fails (DataIntegrityViolationException) when
     * any item has too little, and with {@link StockUnknown} when one has no stock row; the caller then decides carefully instead.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reserve(List<Reserving> wanted) {
        if (wanted.isEmpty()) return;
        insert(wanted);
        take(wanted);
    }

    /**
     * Locks the stock of the items and decides in the order given who gets what: an order that may not be backordered gets all or nothing.
     * Returns what to write; the lines of refused orders are absent.
     *
     * @param mayBackorder orders that are accepted even though units are missing (a channel has already sold them)
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<OrderId, List<Reserving>> decide(Map<OrderId, List<Reserving>> wanted, Set<OrderId> mayBackorder) {
        var free = lock(wanted.values().stream()
                .flatMap(List::stream)
                .map(Reserving::item)
                .toList());
        var granted = new java.util.LinkedHashMap<OrderId, List<Reserving>>();
        wanted.forEach((order, lines) -> {
            var decided = grant(lines, free);
            boolean complete = decided.stream().allMatch(line -> line.backordered() == 0);
            if (!complete && !mayBackorder.contains(order)) return;
            granted.put(order, decided);
            decided.forEach(line -> free.merge(line.item(), -(long) line.reserved(), Long::sum));
        });
        return granted;
    }

    private static List<Reserving> grant(List<Reserving> lines, Map<ItemId, Long> free) {
        var left = new HashMap<>(free);
        var decided = new ArrayList<Reserving>(lines.size());
        for (var line : lines) {
            int needed = line.quantity() - line.elsewhere();
            int granted = (int) Math.clamp(left.getOrDefault(line.item(), 0L), 0L, (long) needed);
            left.merge(line.item(), -(long) granted, Long::sum);
            decided.add(line.backordering(needed - granted));
        }
        return decided;
    }

    private Map<ItemId, Long> lock(Collection<ItemId> items) {
        var free = new HashMap<ItemId, Long>();
        jdbc.sql(LOCK)
                .param("items", Sql.ids(new HashSet<>(items)))
                .query((row, n) -> free.put(new ItemId(row.getObject("item_id", UUID.class)), row.getLong("free")))
                .list();
        return free;
    }

    private void insert(List<Reserving> wanted) {
        pipeline.sql(INSERT)
                .param("orders", Sql.ids(wanted, Reserving::order))
                .param("lines", Sql.ints(wanted, Reserving::lineNo))
                .param("items", Sql.ids(wanted, Reserving::item))
                .param("merchants", Sql.ids(wanted, Reserving::merchant))
                .param("priorities", Sql.ints(wanted, Reserving::priority))
                .param("placed", Sql.instants(wanted, Reserving::placedAt))
                .param("perUnit", Sql.ints(wanted, Reserving::perUnit))
                .param("quantities", Sql.ints(wanted, Reserving::quantity))
                .param("backordered", Sql.ints(wanted, Reserving::backordered))
                .param("reserved", Sql.ints(wanted, Reserving::reserved))
                .param("elsewhere", Sql.ints(wanted, Reserving::elsewhere))
                .send();
    }

    private void take(List<Reserving> wanted) {
        var perItem = new TreeMap<UUID, Long>();
        for (var line : wanted)
            if (line.reserved() > 0) perItem.merge(line.item().value(), (long) line.reserved(), Long::sum);
        if (perItem.isEmpty()) return;
        pipeline.sql(TAKE)
                .param("items", Sql.uuids(perItem.keySet()))
                .param("quantities", Sql.longs(perItem.values()))
                .written(rows -> {
                    if (rows != perItem.size()) throw new StockUnknown();
                })
                .send();
    }

    /** Gives free stock of an item to those who wait for it: highest priority first, then first come. Publishes {@link UnitsReserved}. */
    @Transactional
    public int fillBackorders(ItemId item) {
        long free = lock(List.of(item)).getOrDefault(item, 0L);
        if (free <= 0) return 0;
        var orders = new ArrayList<UUID>();
        var lines = new ArrayList<Integer>();
        var quantities = new ArrayList<Integer>();
        var woken = new ArrayList<UnitsReserved.Order>();
        for (var waiting : waiting(item)) {
            int quantity = (int) Math.min(free, waiting.backordered());
            if (quantity == 0) break;
            orders.add(waiting.orderId());
            lines.add(waiting.lineNo());
            quantities.add(quantity);
            woken.add(new UnitsReserved.Order(new OrderId(waiting.orderId()), new MerchantId(waiting.merchantId())));
            free -= quantity;
        }
        if (orders.isEmpty()) return 0;
        jdbc.sql(GRANT)
                .param("item", item.value())
                .param("orders", Sql.uuids(orders))
                .param("lines", Sql.ints(lines))
                .param("quantities", Sql.ints(quantities))
                .update();
        int total = quantities.stream().mapToInt(Integer::intValue).sum();
        jdbc.sql("update item_stock set reserved = reserved + :quantity where item_id = :item")
                .param("quantity", total)
                .param("item", item.value())
                .update();
        events.publishEvent(new UnitsReserved(woken.stream().distinct().toList()));
        return total;
    }

    private record Waiting(
            UUID orderId, int lineNo, UUID merchantId, int backordered, int priority, Instant placedAt) {}

    private List<Waiting> waiting(ItemId item) {
        return jdbc.sql(WAITING).param("item", item.value()).query(Waiting.class).list().stream()
                .sorted(Comparator.comparingInt(Waiting::priority).reversed().thenComparing(Waiting::placedAt))
                .toList();
    }

    /** How many units of a line to cancel, in the line's own units (kits count as one). */
    public record LineCancel(int lineNo, int quantity) {}

    /** What was cancelled of a line; fewer than asked when units are still with a warehouse or already gone. */
    public record Cancelled(int lineNo, int quantity) {}

    /**
     * Cancels units that no warehouse has been given: backordered ones first. Units still with a warehouse have to be taken back first
     * ({@link Commitments#drop}). Kits are cancelled whole: every component of a kit or none.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Cancelled> cancel(OrderId order, List<LineCancel> cancels) {
        lockStockOf(order);
        var open = jdbc.sql(OPEN_UNITS)
                .param("order", order.value())
                .query(Open.class)
                .list();
        var result = new ArrayList<Cancelled>();
        var lines = new ArrayList<Integer>();
        var items = new ArrayList<UUID>();
        var backordered = new ArrayList<Integer>();
        var reserved = new ArrayList<Integer>();
        for (var cancel : cancels) {
            var components =
                    open.stream().filter(row -> row.lineNo() == cancel.lineNo()).toList();
            int possible = components.stream().mapToInt(Open::cancellable).min().orElse(0);
            int units = Math.min(cancel.quantity(), possible);
            result.add(new Cancelled(cancel.lineNo(), units));
            for (var component : components) {
                int all = units * component.perUnit();
                int fromBackorder = Math.min(all, component.backordered());
                lines.add(cancel.lineNo());
                items.add(component.itemId());
                backordered.add(fromBackorder);
                reserved.add(all - fromBackorder);
            }
        }
        apply(order, lines, items, backordered, reserved);
        work.add(
                Promises.FILL_BACKORDERS,
                open.stream()
                        .filter(row -> items.contains(row.itemId()))
                        .map(row -> new Work.Subject(row.itemId(), new MerchantId(row.merchantId())))
                        .toList());
        return result;
    }

    private record Open(int lineNo, UUID itemId, UUID merchantId, int perUnit, int backordered, int unrouted) {
        int cancellable() {
            return (backordered + unrouted) / perUnit;
        }
    }

    // Of an item that was never received there would be nothing to lock: its first receipt could come between us and
    // its counter.
    private void lockStockOf(OrderId order) {
        jdbc.sql(ENSURE_STOCK_OF).param("order", order.value()).update();
        jdbc.sql(LOCK_STOCK_OF).param("order", order.value()).query(UUID.class).list();
    }

    private void apply(
            OrderId order, List<Integer> lines, List<UUID> items, List<Integer> backordered, List<Integer> reserved) {
        if (lines.isEmpty()) return;
        jdbc.sql(CANCEL)
                .param("order", order.value())
                .param("lines", Sql.ints(lines))
                .param("items", Sql.uuids(items))
                .param("backordered", Sql.ints(backordered))
                .param("reserved", Sql.ints(reserved))
                .update();
        var perItem = new TreeMap<UUID, Long>();
        for (int i = 0; i < items.size(); i++) perItem.merge(items.get(i), (long) reserved.get(i), Long::sum);
        jdbc.sql(GIVE_BACK)
                .param("items", Sql.uuids(perItem.keySet()))
                .param("quantities", Sql.longs(perItem.values()))
                .update();
    }

    /**
     * How an order's lines change.
     *
     * @param cancels units that no warehouse has (any more)
     * @param cancelsElsewhere units that were to be fulfilled elsewhere
     * @param wants units that come to lines, those of lines that are new among them
     */
    public record Amending(
            List<LineCancel> cancels, List<LineCancel> cancelsElsewhere, List<Want> wants, int priority) {}

    /** Units that come to a line; {@code written} when its reservation has been written with them by {@link #writeWaiting}. */
    public record Want(int lineNo, int quantity, boolean elsewhere, boolean written) {}

    /** What came of it: what was cancelled, and how many units of which SKU are missing. */
    public record Amended(List<Cancelled> cancelled, Map<String, Integer> missing) {}

    /**
     * Writes the reservations of lines that come to an order, every unit waiting. They are there before stock is locked, so that whoever
     * locks the stock of the order locks theirs too, all of it in one go and in order.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void writeWaiting(List<Reserving> lines) {
        if (!lines.isEmpty()) insert(lines);
    }

    /**
     * Cancels units and finds stock for others of one order, which takes its own units first: what it gives up, it may have again. What is
     * missing stays backordered; the caller may refuse that by rolling back.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Amended amend(OrderId order, Amending amending) {
        lockStockOf(order);
        var cancelled = amending.cancels().isEmpty() ? List.<Cancelled>of() : cancel(order, amending.cancels());
        cancelElsewhere(order, amending.cancelsElsewhere());
        wantMore(
                order, amending.wants().stream().filter(want -> !want.written()).toList());
        var missing = grant(order, amending.wants());
        jdbc.sql(PRIORITY)
                .param("order", order.value())
                .param("priority", amending.priority())
                .update();
        return new Amended(cancelled, missing);
    }

    private void cancelElsewhere(OrderId order, List<LineCancel> cancels) {
        if (cancels.isEmpty()) return;
        jdbc.sql(CANCEL_ELSEWHERE)
                .param("order", order.value())
                .param("lines", Sql.ints(cancels, LineCancel::lineNo))
                .param("quantities", Sql.ints(cancels, LineCancel::quantity))
                .update();
    }

    private void wantMore(OrderId order, List<Want> wants) {
        if (wants.isEmpty()) return;
        jdbc.sql(WANT_MORE)
                .param("order", order.value())
                .param("lines", Sql.ints(wants, Want::lineNo))
                .param("quantities", Sql.ints(wants, Want::quantity))
                .param("elsewhere", Sql.booleans(wants, Want::elsewhere))
                .update();
    }

    private record Row(int lineNo, UUID itemId, int perUnit, String sku) {}

    private Map<String, Integer> grant(OrderId order, List<Want> wants) {
        var byLine = new HashMap<Integer, Integer>();
        wants.stream().filter(want -> !want.elsewhere()).forEach(want -> byLine.put(want.lineNo(), want.quantity()));
        if (byLine.isEmpty()) return Map.of();
        var rows = jdbc.sql(WANTED_ROWS)
                .param("order", order.value())
                .param("lines", Sql.ints(byLine.keySet()))
                .query(Row.class)
                .list();
        var free = lock(rows.stream().map(row -> new ItemId(row.itemId())).toList());
        var missing = new TreeMap<String, Integer>();
        var granted = new ArrayList<Integer>();
        for (var row : rows) {
            int wanted = byLine.getOrDefault(row.lineNo(), 0) * row.perUnit();
            int given = (int) Math.clamp(free.getOrDefault(new ItemId(row.itemId()), 0L), 0L, (long) wanted);
            free.merge(new ItemId(row.itemId()), -(long) given, Long::sum);
            granted.add(given);
            if (given < wanted) missing.merge(row.sku(), wanted - given, Integer::sum);
        }
        give(order, rows, granted);
        return missing;
    }

    private void give(OrderId order, List<Row> rows, List<Integer> granted) {
        jdbc.sql(GRANT_ROWS)
                .param("order", order.value())
                .param("lines", Sql.ints(rows, Row::lineNo))
                .param("items", Sql.uuids(rows, Row::itemId))
                .param("quantities", Sql.ints(granted))
                .update();
        var perItem = new TreeMap<UUID, Long>();
        for (int i = 0; i < rows.size(); i++)
            if (granted.get(i) > 0) perItem.merge(rows.get(i).itemId(), (long) granted.get(i), Long::sum);
        if (perItem.isEmpty()) return;
        jdbc.sql(TAKE)
                .param("items", Sql.uuids(perItem.keySet()))
                .param("quantities", Sql.longs(perItem.values()))
                .update();
    }
}
