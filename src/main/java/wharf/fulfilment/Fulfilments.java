package wharf.fulfilment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;

/** Fulfilments: reading them, and the one door through which their state changes. */
@Service
public class Fulfilments {
    private static final String SELECT = """
            select id, number, merchant_id, order_id, warehouse_id, state, service, ship_by, wave_id, created_at, shipped_at
            from fulfilment
            """;
    private static final String LINES = """
            select fulfilment_id, line_no, item_id, quantity, allocated, picked, packed, shipped, dropped
            from site_reservation
            where fulfilment_id = any(:ids)
            order by fulfilment_id, line_no, item_id
            """;
    private static final String INSERT = """
            insert into fulfilment (id, merchant_id, order_id, warehouse_id, state, service, ship_by, created_at)
            select f.id, f.merchant, f.order_id, f.site, 'PLANNED', f.service, f.ship_by, :now
            from unnest(:ids, :merchants, :orders, :sites, :services, :shipBy) as f (id, merchant, order_id, site, service, ship_by)
            """;
    private static final String MOVE = """
            update fulfilment f
            set state = :to, version = version + 1,
                wave_id = coalesce(:wave, f.wave_id),
                released_at = case when :to = 'RELEASED' then coalesce(f.released_at, :now) else f.released_at end,
                shipped_at = case when :to = 'SHIPPED' then :now else f.shipped_at end
            from (select id from fulfilment where id = any(:ids) and state = any(:from) order by id for no key update) locked
            where f.id = locked.id
            returning f.id, f.number, f.merchant_id, f.order_id
            """;
    /** Asked one by one: joined, many new holds of which the planner knows nothing yet would be read anew for each fulfilment. */
    private static final String HELD = """
            coalesce((
              select true
              from order_hold h
              where h.order_id = fulfilment.order_id
              and h.lifted_at is null
              and 'RELEASE' = any(h.gates)
              limit 1), false)
            """;

    private static final String RELEASABLE = SELECT + """
            where warehouse_id = :site
            and state = 'PLANNED'
            and not %s
            order by ship_by, id
            limit :limit
            """.formatted(HELD);
    private static final String HELD_BACK = """
            select count(*)
            from fulfilment
            where warehouse_id = :site
            and state = 'PLANNED'
            and %s
            """.formatted(HELD);

    private final JdbcClient jdbc;
    private final Facts facts;
    private final BusinessClock clock;

    Fulfilments(JdbcClient jdbc, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.clock = clock;
    }

    /** A fulfilment about to be planned. */
    record Planned(
            FulfilmentId id, MerchantId merchant, OrderId order, WarehouseId site, String service, Instant shipBy) {}

    /** One that moved. */
    record Moved(FulfilmentId id, long number, MerchantId merchant, OrderId order) {}

    @Transactional(readOnly = true)
    public Map<FulfilmentId, FulfilmentView> find(Collection<FulfilmentId> ids) {
        return byId(jdbc.sql(SELECT + "where id = any(:ids)")
                .param("ids", Sql.ids(ids))
                .query((row, n) -> head(row))
                .list());
    }

    @Transactional(readOnly = true)
    public Optional<FulfilmentView> find(FulfilmentId id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    /** All fulfilments of an order, cancelled ones included, oldest first. */
    @Transactional(readOnly = true)
    public List<FulfilmentView> of(OrderId order) {
        return of(List.of(order));
    }

    @Transactional(readOnly = true)
    public List<FulfilmentView> of(Collection<OrderId> orders) {
        var heads = jdbc.sql(SELECT + "where order_id = any(:orders) order by created_at, id")
                .param("orders", Sql.ids(orders))
                .query((row, n) -> head(row))
                .list();
        var byId = byId(heads);
        return heads.stream()
                .map(head -> java.util.Objects.requireNonNull(byId.get(head.id())))
                .toList();
    }

    @Transactional(readOnly = true)
    public Optional<FulfilmentId> byNumber(WarehouseId site, long number) {
        return jdbc.sql("select id from fulfilment where warehouse_id = :site and number = :number")
                .param("site", site.value())
                .param("number", number)
                .query((row, n) -> new FulfilmentId(row.getObject("id", UUID.class)))
                .optional();
    }

    /** What waits to be released at a site and is not held, most urgent first. */
    @Transactional(readOnly = true)
    public List<FulfilmentView> releasable(WarehouseId site, int limit) {
        var heads = jdbc.sql(RELEASABLE)
                .param("site", site.value())
                .param("limit", limit)
                .query((row, n) -> head(row))
                .list();
        var byId = byId(heads);
        return heads.stream()
                .map(head -> java.util.Objects.requireNonNull(byId.get(head.id())))
                .toList();
    }

    /** How many would wait to be released at a site if no hold stopped them. */
    @Transactional(readOnly = true)
    public long heldBack(WarehouseId site) {
        return jdbc.sql(HELD_BACK).param("site", site.value()).query(Long.class).single();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public List<FulfilmentView> lock(Collection<FulfilmentId> ids) {
        jdbc.sql("select id from fulfilment where id = any(:ids) order by id for no key update")
                .param("ids", Sql.ids(ids))
                .query(UUID.class)
                .list();
        return List.copyOf(find(ids).values());
    }

    /** Whose orders these are. */
    @Transactional(readOnly = true)
    public Map<FulfilmentId, OrderId> orders(Collection<FulfilmentId> ids) {
        var orders = new HashMap<FulfilmentId, OrderId>();
        jdbc.sql("select id, order_id from fulfilment where id = any(:ids)")
                .param("ids", Sql.ids(ids))
                .query((row, n) -> orders.put(
                        new FulfilmentId(row.getObject("id", UUID.class)),
                        new OrderId(row.getObject("order_id", UUID.class))))
                .list();
        return orders;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void plan(List<Planned> planned) {
        if (planned.isEmpty()) return;
        jdbc.sql(INSERT)
                .param("now", Sql.timestamp(clock.instant()))
                .param("ids", Sql.ids(planned.stream().map(Planned::id).toList()))
                .param(
                        "merchants",
                        Sql.ids(planned.stream().map(Planned::merchant).toList()))
                .param("orders", Sql.ids(planned.stream().map(Planned::order).toList()))
                .param("sites", Sql.ids(planned.stream().map(Planned::site).toList()))
                .param(
                        "services",
                        Sql.texts(planned.stream().map(Planned::service).toList()))
                .param(
                        "shipBy",
                        Sql.instants(planned.stream().map(Planned::shipBy).toList()))
                .update();
    }

    /** Puts those that keep their stock on the orders' timelines. */
    @Transactional(propagation = Propagation.MANDATORY)
    void tellPlanned(List<Planned> planned) {
        var now = clock.instant();
        facts.record(planned.stream()
                .map(p -> Fact.of(
                                p.merchant(),
                                p.order().value(),
                                "fulfilment",
                                p.id().value(),
                                "fulfilment.planned",
                                now)
                        .with(Map.of(
                                "site",
                                p.site().toString(),
                                "service",
                                p.service(),
                                "shipBy",
                                p.shipBy().toString())))
                .toList());
    }

    /** Forgets fulfilments planned in this very transaction that found no stock after all. */
    @Transactional(propagation = Propagation.MANDATORY)
    void forget(Collection<FulfilmentId> ids) {
        jdbc.sql("delete from fulfilment where id = any(:ids)")
                .param("ids", Sql.ids(ids))
                .update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    List<Moved> move(Collection<FulfilmentId> ids, FulfilmentState to, @Nullable String reason) {
        return move(ids, to, reason, null);
    }

    /** The one door: moves those in a state from which {@code to} may follow, records a fact for each, and returns them. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Moved> move(Collection<FulfilmentId> ids, FulfilmentState to, @Nullable String reason, @Nullable UUID wave) {
        if (ids.isEmpty()) return List.of();
        var from = Arrays.stream(FulfilmentState.values())
                .filter(state -> state.next().contains(to))
                .map(Enum::name)
                .toList();
        var now = clock.instant();
        var moved = jdbc.sql(MOVE)
                .param("ids", Sql.ids(ids))
                .param("from", Sql.texts(from))
                .param("to", to.name())
                .param("wave", wave)
                .param("now", Sql.timestamp(now))
                .query((row, n) -> new Moved(
                        new FulfilmentId(row.getObject("id", UUID.class)),
                        row.getLong("number"),
                        new MerchantId(row.getObject("merchant_id", UUID.class)),
                        new OrderId(row.getObject("order_id", UUID.class))))
                .list();
        var type = "fulfilment." + to.name().toLowerCase(Locale.ROOT);
        facts.record(moved.stream()
                .map(m -> Fact.of(m.merchant(), m.order().value(), "fulfilment", m.id().value(), type, now)
                        .because(reason)
                        .with(Map.of("number", m.number())))
                .toList());
        return moved;
    }

    /** Brings the state of released fulfilments in line with where their units are. */
    @Transactional(propagation = Propagation.MANDATORY)
    void refresh(Collection<FulfilmentId> ids, boolean packing) {
        var byState = new HashMap<FulfilmentState, List<FulfilmentId>>();
        for (var fulfilment : find(ids).values()) {
            if (fulfilment.state().isFinal()) continue;
            boolean emptied = fulfilment.lines().stream().allMatch(line -> line.open() == 0);
            if (fulfilment.state() == FulfilmentState.PLANNED && !emptied) continue;
            boolean stillPacking = packing || fulfilment.state() == FulfilmentState.PACKING;
            byState.computeIfAbsent(fulfilment.progress(stillPacking), state -> new ArrayList<>())
                    .add(fulfilment.id());
        }
        byState.forEach((state, fulfilments) -> move(fulfilments, state, null));
    }

    private static FulfilmentView head(ResultSet row) throws SQLException {
        var shippedAt = row.getObject("shipped_at", OffsetDateTime.class);
        return new FulfilmentView(
                new FulfilmentId(row.getObject("id", UUID.class)),
                row.getLong("number"),
                new MerchantId(row.getObject("merchant_id", UUID.class)),
                new OrderId(row.getObject("order_id", UUID.class)),
                new WarehouseId(row.getObject("warehouse_id", UUID.class)),
                FulfilmentState.valueOf(row.getString("state")),
                row.getString("service"),
                row.getObject("ship_by", OffsetDateTime.class).toInstant(),
                row.getObject("wave_id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                shippedAt == null ? null : shippedAt.toInstant(),
                List.of());
    }

    private Map<FulfilmentId, FulfilmentView> byId(List<FulfilmentView> heads) {
        var lines = new HashMap<FulfilmentId, List<FulfilmentView.Line>>();
        jdbc.sql(LINES)
                .param("ids", Sql.ids(heads.stream().map(FulfilmentView::id).toList()))
                .query((row, n) -> lines.computeIfAbsent(
                                new FulfilmentId(row.getObject("fulfilment_id", UUID.class)), id -> new ArrayList<>())
                        .add(new FulfilmentView.Line(
                                row.getInt("line_no"),
                                new ItemId(row.getObject("item_id", UUID.class)),
                                row.getInt("quantity"),
                                row.getInt("allocated"),
                                row.getInt("picked"),
                                row.getInt("packed"),
                                row.getInt("shipped"),
                                row.getInt("dropped"))))
                .list();
        var result = new HashMap<FulfilmentId, FulfilmentView>();
        heads.forEach(head -> result.put(head.id(), with(head, lines.getOrDefault(head.id(), List.of()))));
        return result;
    }

    private static FulfilmentView with(FulfilmentView head, List<FulfilmentView.Line> lines) {
        return new FulfilmentView(
                head.id(),
                head.number(),
                head.merchant(),
                head.order(),
                head.site(),
                head.state(),
                head.service(),
                head.shipBy(),
                head.wave(),
                head.createdAt(),
                head.shippedAt(),
                lines);
    }
}
