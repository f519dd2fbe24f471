package wharf.warehouse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.NewPlace;
import wharf.inventory.PlaceRef;
import wharf.inventory.StockPlaces;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.walking.Layout;
import wharf.walking.Stop;

/** Where the aisles and bins of a site are. */
@Service
public class Layouts {
    private static final String CLAIM_SITE = """
            insert into floor_plan (warehouse_id, cross_aisle_y_mm, depot_x_mm, depot_offset_mm, width_mm)
            select w.id, :crossAisles, :depotX, 0, :width
            from warehouse w
            where w.id = :site
            on conflict do nothing
            """;
    private static final String ADD_ZONE = """
            insert into floor_zone (id, warehouse_id, code, name)
            values (:id, :site, :code, 'Zone ' || :code)
            """;
    private static final String ADD_AISLES = """
            insert into aisle (warehouse_id, number, code, zone_id, x_mm)
            select :site, a.number, a.code, :zone, a.x
            from unnest(:numbers, :codes, :xs) as a (number, code, x)
            """;
    private static final String ADD_BINS = """
            insert into bin_geometry (place_id, warehouse_id, aisle, bay, level, side, x_mm, y_mm, width_mm, depth_mm)
            select b.place, :site, b.aisle, b.bay, b.level, case when b.bay % 2 = 1 then 'LEFT' else 'RIGHT' end, b.x, b.y, :width, :depth
            from unnest(:places, :aisles, :bays, :levels, :xs, :ys) as b (place, aisle, bay, level, x, y)
            """;
    private static final String PLAN = """
            select p.cross_aisle_y_mm, p.depot_x_mm, p.depot_offset_mm, p.width_mm, array_agg(a.x_mm order by a.number) as xs,
                   array_agg(a.code order by a.number) as codes
            from floor_plan p
            join aisle a on a.warehouse_id = p.warehouse_id
            where p.warehouse_id = :site
            group by p.warehouse_id
            """;
    private static final String BINS = """
            select g.place_id, p.code, g.aisle, g.bay, g.level, g.side, g.x_mm, g.y_mm, g.width_mm, g.depth_mm
            from bin_geometry g
            join place p on p.id = g.place_id
            """;
    private static final RowMapper<Bin> BIN = (row, n) -> new Bin(
            row.getObject("place_id", UUID.class),
            row.getString("code"),
            row.getInt("aisle"),
            row.getInt("bay"),
            row.getInt("level"),
            Stop.Side.valueOf(row.getString("side")),
            row.getInt("x_mm"),
            row.getInt("y_mm"),
            row.getInt("width_mm"),
            row.getInt("depth_mm"));

    private final JdbcClient jdbc;
    private final StockPlaces places;

    Layouts(JdbcClient jdbc, StockPlaces places) {
        this.jdbc = jdbc;
        this.places = places;
    }

    private record Slot(int aisle, int bay, int level) {
        String code() {
            return "A%02d-%02d-%d".formatted(aisle, bay, level);
        }
    }

    /**
     * Lays out an empty site: aisles A01, A02, …, bins such as {@code A03-12-2} (aisle, bay, level), numbered for picking along an S: up
     * the odd aisles, down the even ones. A handful of statements, however many bins. Refuses a site that has a layout.
     *
     * @return the bins, in picking order
     */
    @Transactional
    public List<Bin> build(WarehouseId site, LayoutSpec spec) {
        if (claim(site, spec) == 0) {
            if (!exists(site)) throw Refusal.notFound("warehouse", site);
            throw Refusal.conflict("layout-exists", "This warehouse is laid out already; it cannot be laid out twice.");
        }
        addAisles(site, spec, addZone(site, spec));
        var slots = alongAnS(spec);
        addBins(site, spec, slots, places.create(newPlaces(site, slots)));
        return jdbc.sql(BINS + "where g.warehouse_id = :site order by p.sequence")
                .param("site", site.value())
                .query(BIN)
                .list();
    }

    private boolean exists(WarehouseId site) {
        return jdbc.sql("select exists (select from warehouse where id = :site)")
                .param("site", site.value())
                .query(Boolean.class)
                .single();
    }

    /** The aisles of a site; empty before it is laid out. */
    @Transactional(readOnly = true)
    public Optional<FloorPlan> plan(WarehouseId site) {
        return jdbc.sql(PLAN)
                .param("site", site.value())
                .query((row, n) -> new FloorPlan(
                        new Layout(
                                ints(row.getArray("xs").getArray()),
                                ints(row.getArray("cross_aisle_y_mm").getArray()),
                                row.getInt("depot_x_mm"),
                                row.getInt("depot_offset_mm"),
                                false),
                        Arrays.asList((String[]) row.getArray("codes").getArray()),
                        row.getInt("width_mm")))
                .optional();
    }

    /** Those of the places that stand in a layout. */
    @Transactional(readOnly = true)
    public Map<UUID, Bin> bins(WarehouseId site, Collection<UUID> places) {
        return jdbc
                .sql(BINS + "where g.warehouse_id = :site and g.place_id = any(:places)")
                .param("site", site.value())
                .param("places", Sql.uuids(places))
                .query(BIN)
                .list()
                .stream()
                .collect(Collectors.toMap(Bin::place, Function.identity()));
    }

    /** The bins one sees from above: the lowest of every bay. */
    @Transactional(readOnly = true)
    public List<Bin> groundFloor(WarehouseId site) {
        return jdbc.sql(BINS + "where g.warehouse_id = :site and g.level = 1 order by g.aisle, g.bay")
                .param("site", site.value())
                .query(BIN)
                .list();
    }

    private int claim(WarehouseId site, LayoutSpec spec) {
        return jdbc.sql(CLAIM_SITE)
                .param("site", site.value())
                .param("crossAisles", Sql.ints(List.of(0, spec.backMm())))
                .param("depotX", spec.aisleXMm(1))
                .param("width", spec.widthMm())
                .update();
    }

    private UUID addZone(WarehouseId site, LayoutSpec spec) {
        var id = Ids.next();
        jdbc.sql(ADD_ZONE)
                .param("id", id)
                .param("site", site.value())
                .param("code", spec.zone())
                .update();
        return id;
    }

    private void addAisles(WarehouseId site, LayoutSpec spec, UUID zone) {
        var numbers = IntStream.rangeClosed(1, spec.aisles()).boxed().toList();
        jdbc.sql(ADD_AISLES)
                .param("site", site.value())
                .param("zone", zone)
                .param("numbers", Sql.ints(numbers))
                .param(
                        "codes",
                        Sql.texts(numbers.stream().map("A%02d"::formatted).toList()))
                .param("xs", Sql.ints(numbers.stream().map(spec::aisleXMm).toList()))
                .update();
    }

    private static List<Slot> alongAnS(LayoutSpec spec) {
        var slots = new ArrayList<Slot>(spec.bins());
        for (int aisle = 1; aisle <= spec.aisles(); aisle++) {
            for (int step = 1; step <= spec.bays(); step++) {
                int bay = aisle % 2 == 1 ? step : spec.bays() + 1 - step;
                for (int level = 1; level <= spec.levels(); level++) slots.add(new Slot(aisle, bay, level));
            }
        }
        return slots;
    }

    private static List<NewPlace> newPlaces(WarehouseId site, List<Slot> slots) {
        return IntStream.range(0, slots.size())
                .mapToObj(n -> NewPlace.bin(site, slots.get(n).code(), n + 1))
                .toList();
    }

    private void addBins(WarehouseId site, LayoutSpec spec, List<Slot> slots, List<PlaceRef> created) {
        jdbc.sql(ADD_BINS)
                .param("site", site.value())
                .param("width", spec.bayWidthMm())
                .param("depth", LayoutSpec.RACK_DEPTH_MM)
                .param("places", Sql.uuids(created.stream().map(PlaceRef::id).toList()))
                .param("aisles", Sql.ints(slots.stream().map(Slot::aisle).toList()))
                .param("bays", Sql.ints(slots.stream().map(Slot::bay).toList()))
                .param("levels", Sql.ints(slots.stream().map(Slot::level).toList()))
                .param(
                        "xs",
                        Sql.ints(slots.stream().map(slot -> rackXMm(spec, slot)).toList()))
                .param(
                        "ys",
                        Sql.ints(slots.stream()
                                .map(slot -> spec.bayYMm(slot.bay()))
                                .toList()))
                .update();
    }

    /** Two racks share the space between the middles of two aisles; what is left is the aisle. */
    private static int rackXMm(LayoutSpec spec, Slot slot) {
        int fromMiddle = (spec.pitchMm() - LayoutSpec.RACK_DEPTH_MM) / 2;
        return spec.aisleXMm(slot.aisle()) + (slot.bay() % 2 == 1 ? -fromMiddle : fromMiddle);
    }

    private static List<Integer> ints(Object array) {
        return Arrays.asList((Integer[]) array);
    }
}
