package wharf.inventory;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.WarehouseId;

/** Binds planned units of a site to the very units in its bins, set-wise; what is bound is an {@link Allocations allocation}. */
@Service
public class Allocator {
    private static final String PLANNED = """
            select fulfilment_id, line_no, item_id, quantity - allocated - picked - packed - shipped - dropped as planned
            from site_reservation
            where (fulfilment_id, line_no, item_id) in (select * from unnest(:fulfilments, :lines, :items))
            """;
    /**
     * Units a picker can be sent for: balance b, place p, lot l (outer), warehouse w, and {@code :now}. A lot is good until the day, by the
     * calendar of the site it is at, on which it expires.
     */
    static final String PICKABLE = """
            b.condition = 'SELLABLE'
            and b.quantity > b.allocated
            and p.kind = 'BIN'
            and p.pickable
            and p.active
            and (l.expires_on is null or l.expires_on > cast(cast(:now as timestamptz) at time zone w.time_zone as date))
            """;

    private static final String FREE_UNITS = """
            select b.place_id, p.code, p.sequence, b.item_id, b.lot, b.quantity - b.allocated as free, l.expires_on
            from balance b
            join place p on p.id = b.place_id
            join warehouse w on w.id = b.warehouse_id
            left join lot l on l.item_id = b.item_id and l.code = b.lot
            where b.warehouse_id = :site
            and b.item_id = any(:items)
            and b.place_id is distinct from :except
            and %s
            order by b.place_id, b.item_id, b.lot
            for no key update of b
            """.formatted(PICKABLE);
    private static final String BIND = """
            update balance b
            set allocated = b.allocated + d.quantity
            from (select p, i, l, sum(q) as quantity from unnest(:places, :items, :lots, :quantities) as u (p, i, l, q) group by p, i, l) d
            where b.place_id = d.p
            and b.item_id = d.i
            and b.lot = d.l
            and b.condition = 'SELLABLE'
            """;
    private static final String INSERT = """
            insert into allocation (id, merchant_id, fulfilment_id, order_id, line_no, item_id, place_id, lot, quantity)
            select *
            from unnest(:ids, :merchants, :fulfilments, :orders, :lines, :items, :places, :lots, :quantities)
            """;

    private final JdbcClient jdbc;
    private final Fates fates;
    private final Clock clock;

    Allocator(JdbcClient jdbc, Fates fates, BusinessClock clock) {
        this.jdbc = jdbc;
        this.fates = fates;
        this.clock = clock;
    }

    private record Free(
            UUID place,
            String code,
            int sequence,
            ItemId item,
            String lot,
            @org.jspecify.annotations.Nullable LocalDate expiresOn,
            int[] left) {}

    /**
     * Binds planned units to bins of a site, in the order of the demands: first expired first out, then along the pickers' path. Bins with
     * expired lots are passed over. What comes back adds up to less than was asked where the bins have too little.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Allocated> allocate(WarehouseId site, List<Demand> demands) {
        return allocate(site, demands, null);
    }

    /** As {@link #allocate(WarehouseId, List)}, from no unit in the place {@code except}. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Allocated> allocate(WarehouseId site, List<Demand> demands, @org.jspecify.annotations.Nullable UUID except) {
        if (demands.isEmpty()) return List.of();
        fates.lock(demands.stream().map(Allocator::units).toList());
        var planned = planned(demands);
        var free = freeUnits(site, demands.stream().map(Demand::item).distinct().toList(), except);
        var allocated = new ArrayList<Allocated>();
        for (var demand : demands) {
            int wanted = Math.min(demand.quantity(), planned.getOrDefault(key(demand), 0));
            for (var unit : free.getOrDefault(demand.item(), List.of())) {
                int quantity = Math.min(wanted, unit.left()[0]);
                if (quantity == 0) continue;
                unit.left()[0] -= quantity;
                wanted -= quantity;
                planned.merge(key(demand), -quantity, Integer::sum);
                allocated.add(new Allocated(
                        wharf.shared.Ids.next(),
                        demand,
                        unit.place(),
                        unit.code(),
                        unit.sequence(),
                        unit.lot(),
                        quantity));
                if (wanted == 0) break;
            }
        }
        write(allocated);
        return allocated;
    }

    private static Fates.Units units(Demand demand) {
        return new Fates.Units(demand.fulfilment(), demand.order(), demand.lineNo(), demand.item(), demand.quantity());
    }

    private record LineKey(FulfilmentId fulfilment, int lineNo, ItemId item) {}

    private static LineKey key(Demand demand) {
        return new LineKey(demand.fulfilment(), demand.lineNo(), demand.item());
    }

    private Map<LineKey, Integer> planned(List<Demand> demands) {
        var planned = new HashMap<LineKey, Integer>();
        jdbc.sql(PLANNED)
                .param(
                        "fulfilments",
                        Sql.ids(demands.stream().map(Demand::fulfilment).toList()))
                .param("lines", Sql.ints(demands.stream().map(Demand::lineNo).toList()))
                .param("items", Sql.ids(demands.stream().map(Demand::item).toList()))
                .query((row, n) -> planned.put(
                        new LineKey(
                                new FulfilmentId(row.getObject("fulfilment_id", UUID.class)),
                                row.getInt("line_no"),
                                new ItemId(row.getObject("item_id", UUID.class))),
                        row.getInt("planned")))
                .list();
        return planned;
    }

    private Map<ItemId, List<Free>> freeUnits(
            WarehouseId site, List<ItemId> items, @org.jspecify.annotations.Nullable UUID except) {
        var free = jdbc.sql(FREE_UNITS)
                .param("site", site.value())
                .param("items", Sql.ids(items))
                .param("now", Sql.timestamp(clock.instant()))
                .param("except", except, java.sql.Types.OTHER)
                .query((row, n) -> new Free(
                        row.getObject("place_id", UUID.class),
                        row.getString("code"),
                        row.getInt("sequence"),
                        new ItemId(row.getObject("item_id", UUID.class)),
                        row.getString("lot"),
                        row.getObject("expires_on", LocalDate.class),
                        new int[] {(int) Math.min(Integer.MAX_VALUE, row.getLong("free"))}))
                .list();
        var firstExpired = java.util.Comparator.comparing(
                        (Free unit) -> unit.expiresOn() == null ? LocalDate.MAX : unit.expiresOn())
                .thenComparing(Free::sequence)
                .thenComparing(Free::code);
        return free.stream().sorted(firstExpired).collect(Collectors.groupingBy(Free::item));
    }

    private void write(List<Allocated> allocated) {
        if (allocated.isEmpty()) return;
        var units = allocated.stream()
                .map(a -> new Fates.Units(
                        a.demand().fulfilment(),
                        a.demand().order(),
                        a.demand().lineNo(),
                        a.demand().item(),
                        a.quantity()))
                .toList();
        fates.shift(units, Fate.RESERVED, Fate.ALLOCATED);
        jdbc.sql(BIND)
                .param(
                        "places",
                        Sql.uuids(allocated.stream().map(Allocated::place).toList()))
                .param(
                        "items",
                        Sql.ids(allocated.stream().map(a -> a.demand().item()).toList()))
                .param("lots", Sql.texts(allocated.stream().map(Allocated::lot).toList()))
                .param(
                        "quantities",
                        Sql.longs(
                                allocated.stream().map(a -> (long) a.quantity()).toList()))
                .update();
        insert(allocated);
    }

    private void insert(List<Allocated> allocated) {
        jdbc.sql(INSERT)
                .param("ids", Sql.uuids(allocated.stream().map(Allocated::id).toList()))
                .param(
                        "merchants",
                        Sql.ids(allocated.stream()
                                .map(a -> a.demand().merchant())
                                .toList()))
                .param(
                        "fulfilments",
                        Sql.ids(allocated.stream()
                                .map(a -> a.demand().fulfilment())
                                .toList()))
                .param(
                        "orders",
                        Sql.ids(allocated.stream().map(a -> a.demand().order()).toList()))
                .param(
                        "lines",
                        Sql.ints(
                                allocated.stream().map(a -> a.demand().lineNo()).toList()))
                .param(
                        "items",
                        Sql.ids(allocated.stream().map(a -> a.demand().item()).toList()))
                .param(
                        "places",
                        Sql.uuids(allocated.stream().map(Allocated::place).toList()))
                .param("lots", Sql.texts(allocated.stream().map(Allocated::lot).toList()))
                .param(
                        "quantities",
                        Sql.ints(allocated.stream().map(Allocated::quantity).toList()))
                .update();
    }
}
