package wharf.picking;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import wharf.inventory.Allocations.Held;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.FulfilmentId;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;

/** Put-back tasks as rows. */
@Component
class PutBackTasks {
    private static final String ADD = """
            insert into put_back (id, warehouse_id, merchant_id, fulfilment_id, order_id, line_no, item_id, lot, container_id, container_code,
                                  suggested_place_id, suggested_code, quantity, reason, created_at)
            select n.id, p.warehouse_id, n.merchant, n.fulfilment, n.ord, n.line, n.item, n.lot, n.container, p.code, s.place_id,
                   s.place_code, n.quantity, :reason, :now
            from unnest(:ids, :merchants, :fulfilments, :orders, :lines, :items, :lots, :containers, :quantities)
              as n (id, merchant, fulfilment, ord, line, item, lot, container, quantity)
            join place p on p.id = n.container
            left join lateral (
              select t.place_id, t.place_code
              from pick_task t
              where t.fulfilment_id = n.fulfilment
              and t.line_no = n.line
              and t.item_id = n.item
              and t.lot = n.lot
              and t.picked > 0
              order by t.picked desc, t.id
              limit 1) s on true
            on conflict (fulfilment_id, line_no, item_id, lot, container_id) where done_at is null do nothing
            returning id
            """;
    private static final String SELECT = """
            select b.id, b.warehouse_id, b.merchant_id, b.fulfilment_id, b.order_id, b.line_no, b.item_id, b.lot, b.container_id,
                   b.container_code, b.suggested_code, b.quantity, b.done, b.reason, b.created_at, i.sku, i.name
            from put_back b
            join item i on i.id = b.item_id
            """;
    private static final RowMapper<PutBack> ROW = (row, n) -> new PutBack(
            row.getObject("id", UUID.class),
            new WarehouseId(row.getObject("warehouse_id", UUID.class)),
            new MerchantId(row.getObject("merchant_id", UUID.class)),
            new FulfilmentId(row.getObject("fulfilment_id", UUID.class)),
            new OrderId(row.getObject("order_id", UUID.class)),
            row.getInt("line_no"),
            new ItemId(row.getObject("item_id", UUID.class)),
            row.getString("sku"),
            row.getString("name"),
            row.getString("lot"),
            row.getObject("container_id", UUID.class),
            row.getString("container_code"),
            null,
            row.getString("suggested_code"),
            row.getInt("quantity"),
            row.getInt("done"),
            row.getString("reason"),
            row.getObject("created_at", OffsetDateTime.class).toInstant());

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    PutBackTasks(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One task for each allocation that has none yet; returns the units of the new ones. */
    List<Unit> add(List<Held> held, String reason) {
        var containers = held.stream().filter(Held::orphaned).toList();
        if (containers.isEmpty()) return List.of();
        var ids = containers.stream().map(h -> Ids.next()).toList();
        var added = new HashSet<>(jdbc.sql(ADD)
                .param("ids", Sql.uuids(ids))
                .param(
                        "merchants",
                        Sql.ids(containers.stream().map(Held::merchant).toList()))
                .param(
                        "fulfilments",
                        Sql.ids(containers.stream().map(Held::fulfilment).toList()))
                .param("orders", Sql.ids(containers.stream().map(Held::order).toList()))
                .param("lines", Sql.ints(containers.stream().map(Held::lineNo).toList()))
                .param("items", Sql.ids(containers.stream().map(Held::item).toList()))
                .param("lots", Sql.texts(containers.stream().map(Held::lot).toList()))
                .param(
                        "containers",
                        Sql.uuids(containers.stream().map(Held::place).toList()))
                .param(
                        "quantities",
                        Sql.ints(containers.stream().map(Held::quantity).toList()))
                .param("reason", reason)
                .param("now", Sql.timestamp(clock.instant()))
                .query(UUID.class)
                .list());
        return java.util.stream.IntStream.range(0, ids.size())
                .filter(i -> added.contains(ids.get(i)))
                .mapToObj(i -> PickCancellation.unit(containers.get(i)))
                .toList();
    }

    /** Open ones, oldest first, after a given one; of practice or of real work. */
    List<PutBack> open(WarehouseId site, boolean practice, @Nullable UUID after, int limit) {
        return jdbc.sql(SELECT + """
                        where b.warehouse_id = :site
                        and b.done_at is null
                        and (b.merchant_id in (select training_merchants())) = :practice
                        and (:after::uuid is null or b.id > :after)
                        order by b.id
                        limit :limit
                        """)
                .param("site", site.value())
                .param("practice", practice)
                .param("after", after)
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    /** Where anything waits to be put back. */
    List<UUID> containers(WarehouseId site) {
        return jdbc.sql("select distinct container_id from put_back where warehouse_id = :site and done_at is null")
                .param("site", site.value())
                .query(UUID.class)
                .list();
    }

    /** Open ones of these containers, oldest first. */
    List<PutBack> in(WarehouseId site, Collection<UUID> containers, int limit) {
        return jdbc.sql(SELECT + """
                        where b.warehouse_id = :site
                        and b.done_at is null
                        and b.container_id = any(:containers)
                        order by b.id
                        limit :limit
                        """)
                .param("site", site.value())
                .param("containers", Sql.uuids(List.copyOf(containers)))
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    Optional<PutBack> lock(UUID id) {
        return jdbc.sql(SELECT + "where b.id = :id for update of b")
                .param("id", id)
                .query(ROW)
                .optional();
    }

    Optional<PutBack> find(UUID id) {
        return jdbc.sql(SELECT + "where b.id = :id").param("id", id).query(ROW).optional();
    }
}
