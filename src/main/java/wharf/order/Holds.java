package wharf.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.geography.Address;
import wharf.geography.Addresses;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.Texts;

/** Places and lifts holds, and says what an order's open ones stop. */
@Service
public class Holds {
    private static final String SELECT = """
            select id, order_id, kind, reason, owner, gates, placed_at, expires_at, lifted_at, lifted_by
            from order_hold
            """;
    private static final String PLACE = """
            insert into order_hold (id, order_id, merchant_id, kind, reason, owner, gates, placed_at, expires_at)
            values (:id, :order, :merchant, :kind, :reason, :owner, :gates, :now, :expires)
            """;
    private static final String LIFT = """
            update order_hold
            set lifted_at = :now, lifted_by = :by
            where id = any(:ids)
            and lifted_at is null
            returning id, order_id, merchant_id, kind
            """;
    private static final String OPEN_OF = """
            select id
            from order_hold
            where order_id = any(:orders)
            and (cast(:kind as text) is null or kind = :kind)
            and lifted_at is null
            """;
    private static final String COUNT = """
            update orders o
            set open_holds = (select count(*) from order_hold h where h.order_id = o.id and h.lifted_at is null)
            where o.id = any(:orders)
            """;
    private static final String EXPIRED = """
            select id, order_id
            from order_hold
            where lifted_at is null
            and expires_at <= :now
            order by expires_at
            limit :limit
            """;

    private final JdbcClient jdbc;
    private final Facts facts;
    private final BusinessClock clock;

    Holds(JdbcClient jdbc, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.clock = clock;
    }

    private record Lifted(UUID id, UUID orderId, UUID merchantId, String kind) {}

    /** Stops the named steps of an order. The caller holds the order's lock, or is the first to know of the order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID place(
            Orders.Ref order, Hold.Kind kind, String reason, Set<Hold.Gate> gates, @Nullable Instant expiresAt) {
        var id = Ids.next();
        jdbc.sql(PLACE)
                .param("id", id)
                .param("order", order.id().value())
                .param("merchant", order.merchant().value())
                .param("kind", kind.name())
                .param("reason", reason.length() > 500 ? reason.substring(0, 500) : reason)
                .param("owner", Context.current().actor().name())
                .param(
                        "gates",
                        Sql.texts(gates.stream().map(Enum::name).sorted().toList()))
                .param("now", Sql.timestamp(clock.instant()))
                .param("expires", Sql.timestamp(expiresAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
        count(List.of(order.id()));
        facts.record(Fact.of(order.merchant(), order.id().value(), "hold", id, "order.held", clock.instant())
                .because(reason)
                .with(Map.of("kind", kind.name())));
        return id;
    }

    /** Keeps an order from the floor whose label nobody could read, until the address is written otherwise or a person lifts the hold. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void holdUnprintable(Orders.Ref order, Address shipTo) {
        Addresses.unprintable(shipTo)
                .ifPresent(part -> place(
                        order,
                        Hold.Kind.ADDRESS,
                        "Labels and packing slips cannot show these letters: " + part
                                + ". Change the address to Latin letters, or lift the hold if it may leave so.",
                        EnumSet.of(Hold.Gate.RELEASE),
                        null));
    }

    /** Refuses text that cannot be a reason. */
    public static void checkReason(@Nullable String reason) {
        var problems = new java.util.ArrayList<Problem>();
        Texts.require(problems, "reason", reason, 500);
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
    }

    /** Lifts holds; those lifted already are passed over. The caller holds the orders' locks. Returns the orders concerned. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Orders.Ref> lift(Collection<UUID> ids, String why) {
        if (ids.isEmpty()) return List.of();
        var lifted = jdbc.sql(LIFT)
                .param("ids", Sql.uuids(ids))
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .query(Lifted.class)
                .list();
        var orders = lifted.stream()
                .map(hold -> new Orders.Ref(new OrderId(hold.orderId()), new MerchantId(hold.merchantId())))
                .distinct()
                .toList();
        count(orders.stream().map(Orders.Ref::id).toList());
        facts.record(lifted.stream()
                .map(hold -> Fact.of(
                                new MerchantId(hold.merchantId()),
                                hold.orderId(),
                                "hold",
                                hold.id(),
                                "order.hold_lifted",
                                clock.instant())
                        .because(why)
                        .with(Map.of("kind", hold.kind())))
                .toList());
        return orders;
    }

    /** Lifts an order's open holds of a kind, if any. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lift(OrderId order, Hold.Kind kind, String why) {
        lift(List.of(order), kind, why);
    }

    /** Lifts the open holds of a kind of all the orders, if any. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lift(Collection<OrderId> orders, Hold.Kind kind, String why) {
        lift(openOf(orders, kind), why);
    }

    /** Lifts every open hold of the orders: there is nothing left that could be stopped. */
    @Transactional(propagation = Propagation.MANDATORY)
    void liftAll(Collection<OrderId> orders, String why) {
        lift(openOf(orders, null), why);
    }

    private List<UUID> openOf(Collection<OrderId> orders, Hold.@Nullable Kind kind) {
        if (orders.isEmpty()) return List.of();
        return jdbc.sql(OPEN_OF)
                .param("orders", Sql.ids(orders))
                .param("kind", kind == null ? null : kind.name())
                .query(UUID.class)
                .list();
    }

    private void count(Collection<OrderId> orders) {
        jdbc.sql(COUNT).param("orders", Sql.ids(orders)).update();
    }

    @Transactional(readOnly = true)
    public List<Hold> of(OrderId order) {
        return jdbc.sql(SELECT + "where order_id = :order order by placed_at, id")
                .param("order", order.value())
                .query((row, n) -> hold(row))
                .list();
    }

    /** Every open hold, oldest first, for the exceptions list. */
    @Transactional(readOnly = true)
    public List<Hold> open(int limit) {
        return jdbc.sql(SELECT + "where lifted_at is null order by placed_at, id limit :limit")
                .param("limit", limit)
                .query((row, n) -> hold(row))
                .list();
    }

    /** Which of the orders have an open hold that stops the step, each with its reason. */
    @Transactional(readOnly = true)
    public Map<OrderId, String> stopping(Collection<OrderId> orders, Hold.Gate gate) {
        var stopped = new HashMap<OrderId, String>();
        jdbc.sql(
                        "select order_id, reason from order_hold where order_id = any(:orders) and lifted_at is null and :gate = any(gates) order by placed_at desc")
                .param("orders", Sql.ids(orders))
                .param("gate", gate.name())
                .query((row, n) ->
                        stopped.put(new OrderId(row.getObject("order_id", UUID.class)), row.getString("reason")))
                .list();
        return stopped;
    }

    /** Open holds whose time is up, with their orders. */
    @Transactional(readOnly = true)
    public Map<UUID, OrderId> expired(int limit) {
        var expired = new LinkedHashMap<UUID, OrderId>();
        jdbc.sql(EXPIRED)
                .param("now", Sql.timestamp(clock.instant()))
                .param("limit", limit)
                .query((row, n) -> expired.put(
                        row.getObject("id", UUID.class), new OrderId(row.getObject("order_id", UUID.class))))
                .list();
        return expired;
    }

    private static Hold hold(ResultSet row) throws SQLException {
        var gates = (String[]) row.getArray("gates").getArray();
        return new Hold(
                row.getObject("id", UUID.class),
                row.getObject("order_id", UUID.class),
                Hold.Kind.valueOf(row.getString("kind")),
                row.getString("reason"),
                row.getString("owner"),
                Arrays.stream(gates).map(Hold.Gate::valueOf).toList(),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "lifted_at"),
                row.getString("lifted_by"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
