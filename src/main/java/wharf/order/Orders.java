package wharf.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wharf.geography.Address;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/** The orders in the caller's scope: reading them, and the one door through which their state changes. */
@Service
public class Orders {
    private static final String SELECT = """
            select id, merchant_id, number, channel, external_id, revision, state, placed_at, currency, subtotal_minor, discount_minor,
                   shipping_minor, tax_minor, total_minor, priority, service, ship_to::text as ship_to, email, locale, note, open_holds, version
            from orders
            """;
    private static final String LINES = """
            select l.order_id, l.line_no, l.item_id, l.sku, l.title, l.quantity, l.removed, l.unit_price_minor, l.discount_minor, l.tax_minor
            from order_line l
            where l.order_id = any(:orders)
            order by l.order_id, l.line_no
            """;
    private static final String UNITS = """
            select r.order_id, r.line_no, r.item_id, i.sku, r.per_unit, r.quantity, r.backordered, r.reserved, r.allocated, r.picked, r.packed,
                   r.shipped, r.cancelled, r.fulfilled_elsewhere
            from reservation r
            join item i on i.id = r.item_id
            where r.order_id = any(:orders)
            order by r.order_id, r.line_no, i.sku
            """;
    private static final String MOVE = """
            update orders o
            set state = :to, version = version + 1
            from (select id from orders where id = any(:ids) and state = any(:from) order by id for no key update) locked
            where o.id = locked.id
            returning o.id, o.merchant_id
            """;
    private static final String PROGRESS = """
            select r.order_id,
                   sum(r.backordered + r.reserved) as unbound, sum(r.allocated + r.picked + r.packed) as working, sum(r.shipped) as shipped,
                   sum(r.fulfilled_elsewhere) as elsewhere, sum(r.cancelled) as cancelled,
                   coalesce((select sum(s.quantity - s.allocated - s.picked - s.packed - s.shipped - s.dropped)
                             from site_reservation s where s.order_id = r.order_id), 0) as planned,
                   o.delivered_units, o.closed_at is not null as over
            from reservation r
            join orders o on o.id = r.order_id
            where r.order_id = any(:orders)
            group by r.order_id, o.delivered_units, o.closed_at
            """;
    private static final String DELIVERED = """
            update orders o
            set delivered_units = d.units
            from unnest(:orders, :units) as d (id, units)
            where o.id = d.id
            and o.delivered_units <> d.units
            """;
    private static final String CLOSE = """
            update orders
            set closed_at = :now
            where id = any(:orders)
            and state in ('SHIPPED', 'DELIVERED')
            and closed_at is null
            """;

    private final JdbcClient jdbc;
    private final Holds holds;
    private final Facts facts;
    private final JsonMapper json;
    private final BusinessClock clock;

    Orders(JdbcClient jdbc, Holds holds, Facts facts, JsonMapper json, BusinessClock clock) {
        this.jdbc = jdbc;
        this.holds = holds;
        this.facts = facts;
        this.json = json;
        this.clock = clock;
    }

    /** An order and whose it is. */
    public record Ref(OrderId id, MerchantId merchant) {}

    @Transactional(readOnly = true)
    public Optional<OrderView> find(OrderId id) {
        return find(List.of(id)).values().stream().findFirst();
    }

    @Transactional(readOnly = true)
    public Map<OrderId, OrderView> find(Collection<OrderId> ids) {
        var units = units(ids);
        var lines = lines(ids, units);
        var orders = new HashMap<OrderId, OrderView>();
        jdbc.sql(SELECT + "where id = any(:ids)")
                .param("ids", Sql.ids(ids))
                .query((row, n) -> view(row, lines))
                .list()
                .forEach(order -> orders.put(order.id(), order));
        return orders;
    }

    private OrderView view(java.sql.ResultSet row, Map<UUID, List<OrderView.Line>> lines) throws java.sql.SQLException {
        var id = row.getObject("id", UUID.class);
        return new OrderView(
                new OrderId(id),
                new MerchantId(row.getObject("merchant_id", UUID.class)),
                row.getLong("number"),
                row.getString("channel"),
                row.getString("external_id"),
                row.getInt("revision"),
                OrderState.valueOf(row.getString("state")),
                row.getObject("placed_at", java.time.OffsetDateTime.class).toInstant(),
                row.getString("currency"),
                row.getLong("subtotal_minor"),
                row.getLong("discount_minor"),
                row.getLong("shipping_minor"),
                row.getLong("tax_minor"),
                row.getLong("total_minor"),
                row.getInt("priority"),
                row.getString("service"),
                json.readValue(row.getString("ship_to"), Address.class),
                row.getString("email"),
                row.getString("locale"),
                row.getString("note"),
                row.getInt("open_holds"),
                row.getInt("version"),
                lines.getOrDefault(id, List.of()));
    }

    private record LineKey(UUID order, int line) {}

    private Map<LineKey, List<OrderView.Units>> units(Collection<OrderId> ids) {
        var units = new HashMap<LineKey, List<OrderView.Units>>();
        jdbc.sql(UNITS)
                .param("orders", Sql.ids(ids))
                .query((row, n) -> units.computeIfAbsent(
                                new LineKey(row.getObject("order_id", UUID.class), row.getInt("line_no")),
                                key -> new ArrayList<>())
                        .add(new OrderView.Units(
                                new ItemId(row.getObject("item_id", UUID.class)),
                                row.getString("sku"),
                                row.getInt("per_unit"),
                                row.getInt("quantity"),
                                row.getInt("backordered"),
                                row.getInt("reserved"),
                                row.getInt("allocated"),
                                row.getInt("picked"),
                                row.getInt("packed"),
                                row.getInt("shipped"),
                                row.getInt("cancelled"),
                                row.getInt("fulfilled_elsewhere"))))
                .list();
        return units;
    }

    private Map<UUID, List<OrderView.Line>> lines(Collection<OrderId> ids, Map<LineKey, List<OrderView.Units>> units) {
        var lines = new HashMap<UUID, List<OrderView.Line>>();
        jdbc.sql(LINES)
                .param("orders", Sql.ids(ids))
                .query((row, n) -> lines.computeIfAbsent(
                                row.getObject("order_id", UUID.class), order -> new ArrayList<>())
                        .add(new OrderView.Line(
                                row.getInt("line_no"),
                                new ItemId(row.getObject("item_id", UUID.class)),
                                row.getString("sku"),
                                row.getString("title"),
                                row.getInt("quantity"),
                                row.getInt("removed"),
                                row.getLong("unit_price_minor"),
                                row.getLong("discount_minor"),
                                row.getLong("tax_minor"),
                                units.getOrDefault(
                                        new LineKey(row.getObject("order_id", UUID.class), row.getInt("line_no")),
                                        List.of()))))
                .list();
        return lines;
    }

    /** Locks the orders' rows, sorted, so that routing, cancelling and revising one order never overlap; returns those that exist. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Ref> lock(Collection<OrderId> ids) {
        return jdbc.sql("select id, merchant_id from orders where id = any(:ids) order by id for no key update")
                .param("ids", Sql.ids(ids))
                .query((row, n) -> new Ref(
                        new OrderId(row.getObject("id", UUID.class)),
                        new MerchantId(row.getObject("merchant_id", UUID.class))))
                .list();
    }

    /**
     * The one door: moves those of the orders that are in a state from which {@code to} may follow, records a fact for each, and returns
     * them. The others are the caller's to deal with. What is cancelled is held no longer.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Ref> move(Collection<OrderId> ids, OrderState to, @Nullable String reason) {
        if (ids.isEmpty()) return List.of();
        var from = java.util.Arrays.stream(OrderState.values())
                .filter(state -> state.next().contains(to))
                .map(Enum::name)
                .toList();
        var moved = jdbc.sql(MOVE)
                .param("ids", Sql.ids(ids))
                .param("from", Sql.texts(from))
                .param("to", to.name())
                .query((row, n) -> new Ref(
                        new OrderId(row.getObject("id", UUID.class)),
                        new MerchantId(row.getObject("merchant_id", UUID.class))))
                .list();
        var now = clock.instant();
        var type = "order." + to.name().toLowerCase(java.util.Locale.ROOT);
        facts.record(moved.stream()
                .map(ref -> Fact.of(
                                ref.merchant(),
                                ref.id().value(),
                                "order",
                                ref.id().value(),
                                type,
                                now)
                        .because(reason))
                .toList());
        if (to == OrderState.CANCELLED)
            holds.liftAll(moved.stream().map(Ref::id).toList(), "The order was cancelled.");
        return moved;
    }

    /** Where the units of the orders are. */
    @Transactional(readOnly = true)
    public Map<OrderId, OrderProgress> progress(Collection<OrderId> ids) {
        var progress = new HashMap<OrderId, OrderProgress>();
        jdbc.sql(PROGRESS)
                .param("orders", Sql.ids(ids))
                .query((row, n) -> progress.put(
                        new OrderId(row.getObject("order_id", UUID.class)),
                        new OrderProgress(
                                row.getLong("unbound") - row.getLong("planned"),
                                row.getLong("planned"),
                                row.getLong("working"),
                                row.getLong("shipped"),
                                row.getLong("elsewhere"),
                                row.getLong("cancelled"),
                                row.getLong("delivered_units"),
                                row.getBoolean("over"))))
                .list();
        return progress;
    }

    /**
     * Brings the stored state of accepted orders in line with where their units are. Called in the transaction that moved units, with the
     * orders locked. Returns those that changed, by their new state.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<OrderState, List<Ref>> refresh(Collection<OrderId> ids) {
        if (ids.isEmpty()) return Map.of();
        var byState = new HashMap<OrderState, List<OrderId>>();
        progress(ids)
                .forEach((order, progress) -> byState.computeIfAbsent(progress.state(), state -> new ArrayList<>())
                        .add(order));
        var moved = new HashMap<OrderState, List<Ref>>();
        byState.forEach((state, orders) -> moved.put(state, move(orders, state, null)));
        return moved;
    }

    /** Notes how many units of each order have arrived; the caller holds the orders' locks and brings their states in line. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void delivered(Map<OrderId, Long> units) {
        var ids = List.copyOf(units.keySet());
        jdbc.sql(DELIVERED)
                .param("orders", Sql.ids(ids))
                .param("units", Sql.longs(ids.stream().map(units::get).toList()))
                .update();
    }

    /** Says that nothing more is expected of shipped orders; the caller holds their locks and brings their states in line. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void close(Collection<OrderId> ids) {
        jdbc.sql(CLOSE)
                .param("orders", Sql.ids(ids))
                .param("now", Sql.timestamp(clock.instant()))
                .update();
    }

    /** What people call orders; those out of the caller's scope are absent. */
    @Transactional(readOnly = true)
    public Map<OrderId, Long> numbers(Collection<OrderId> ids) {
        var numbers = new HashMap<OrderId, Long>();
        jdbc.sql("select id, number from orders where id = any(:ids)")
                .param("ids", Sql.ids(ids))
                .query((row, n) -> numbers.put(new OrderId(row.getObject("id", UUID.class)), row.getLong("number")))
                .list();
        return numbers;
    }

    /** Writes with which service an order is to leave and how urgent it is; the caller holds the order's lock. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void expedite(OrderId id, @Nullable String service, int priority) {
        jdbc.sql("update orders set service = :service, priority = :priority, version = version + 1 where id = :id")
                .param("id", id.value())
                .param("service", service)
                .param("priority", priority)
                .update();
    }

    /** The stored states, without locks. */
    @Transactional(readOnly = true)
    public Map<OrderId, OrderState> states(Collection<OrderId> ids) {
        var states = new HashMap<OrderId, OrderState>();
        jdbc.sql("select id, state from orders where id = any(:ids)")
                .param("ids", Sql.ids(ids))
                .query((row, n) -> states.put(
                        new OrderId(row.getObject("id", UUID.class)), OrderState.valueOf(row.getString("state"))))
                .list();
        return states;
    }

    /** Writes another address; the caller holds the order's lock. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void readdress(OrderId id, Address address) {
        jdbc.sql(
                        "update orders set ship_to = cast(:shipTo as jsonb), ship_to_name = :name, version = version + 1 where id = :id")
                .param("id", id.value())
                .param("shipTo", json.writeValueAsString(address))
                .param("name", address.name() != null ? address.name() : String.valueOf(address.company()))
                .update();
    }
}
