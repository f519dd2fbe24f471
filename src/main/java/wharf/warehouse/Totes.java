package wharf.warehouse;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.NewPlace;
import wharf.inventory.PlaceRef;
import wharf.inventory.StockPlaces;
import wharf.platform.Sql;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** The totes of each site. A tote is free when nothing is in it; who has an empty one on a cart is picking's business. */
@Service
public class Totes {
    private static final int MOST_AT_ONCE = 5_000;
    private static final String CREATE = """
            insert into tote (place_id, warehouse_id, code, lpn)
            select t.place, :site, t.code, w.code || '-' || t.code
            from unnest(:places, :codes) as t (place, code)
            join warehouse w on w.id = :site
            """;
    private static final String SELECT = "select t.place_id, t.warehouse_id, t.code, t.lpn from tote t ";
    private static final String EMPTY =
            "not exists (select from balance b where b.place_id = t.place_id and b.quantity > 0)";
    private static final RowMapper<Tote> ROW = (row, n) -> new Tote(
            row.getObject("place_id", UUID.class),
            new WarehouseId(row.getObject("warehouse_id", UUID.class)),
            row.getString("code"),
            row.getString("lpn"));

    private final JdbcClient jdbc;
    private final StockPlaces places;

    Totes(JdbcClient jdbc, StockPlaces places) {
        this.jdbc = jdbc;
        this.places = places;
    }

    /** Takes new totes into use. Licence plates are the site's code, a dash and the tote's code. Refuses codes that are taken. */
    @Transactional
    public List<Tote> create(WarehouseId site, List<String> codes) {
        if (codes.isEmpty()) return List.of();
        if (codes.size() > MOST_AT_ONCE) {
            throw Refusal.invalid(
                    "too-many", "codes", codes.size(), "Create at most " + MOST_AT_ONCE + " totes at a time.");
        }
        var created = places.create(codes.stream()
                .map(code -> NewPlace.container(site, PlaceRef.Kind.TOTE, code))
                .toList());
        jdbc.sql(CREATE)
                .param("site", site.value())
                .param("places", Sql.uuids(created.stream().map(PlaceRef::id).toList()))
                .param("codes", Sql.texts(codes))
                .update();
        return List.copyOf(find(created.stream().map(PlaceRef::id).toList()).values());
    }

    /** As many new totes, T0001, T0002, … after the highest there is. */
    @Transactional
    public List<Tote> create(WarehouseId site, int count) {
        int last = jdbc.sql(
                        "select coalesce(max(substring(code from 2)::integer), 0) from tote where warehouse_id = :site and code ~ '^T[0-9]{4,8}$'")
                .param("site", site.value())
                .query(Integer.class)
                .single();
        return create(
                site,
                IntStream.rangeClosed(last + 1, last + count)
                        .mapToObj("T%04d"::formatted)
                        .toList());
    }

    /** By what was scanned or typed: the code or the licence plate, in any case. */
    @Transactional(readOnly = true)
    public Optional<Tote> find(WarehouseId site, String scanned) {
        return jdbc.sql(SELECT + "where t.warehouse_id = :site and (t.code = :code or t.lpn = :code)")
                .param("site", site.value())
                .param("code", scanned.strip().toUpperCase(Locale.ROOT))
                .query(ROW)
                .optional();
    }

    /** By what was scanned or typed: a tote by code or licence plate, or any other place by its code, in any case. */
    @Transactional(readOnly = true)
    public Optional<PlaceRef> container(WarehouseId site, String scanned) {
        return find(site, scanned)
                .flatMap(tote ->
                        Optional.ofNullable(places.find(List.of(tote.place())).get(tote.place())))
                .or(() -> places.scanned(site, scanned));
    }

    @Transactional(readOnly = true)
    public Map<UUID, Tote> find(Collection<UUID> places) {
        return jdbc
                .sql(SELECT + "where t.place_id = any(:places) order by t.code")
                .param("places", Sql.uuids(places))
                .query(ROW)
                .list()
                .stream()
                .collect(Collectors.toMap(Tote::place, Function.identity(), (a, b) -> a, java.util.LinkedHashMap::new));
    }

    @Transactional(readOnly = true)
    public List<Tote> all(WarehouseId site) {
        return jdbc.sql(SELECT + "where t.warehouse_id = :site order by t.code")
                .param("site", site.value())
                .query(ROW)
                .list();
    }

    /** Those with nothing in them, by code. */
    @Transactional(readOnly = true)
    public List<Tote> free(WarehouseId site, int limit) {
        return jdbc.sql(SELECT + "where t.warehouse_id = :site and " + EMPTY + " order by t.code limit :limit")
                .param("site", site.value())
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    /** Whether nothing is in it, in the caller's scope. */
    @Transactional(readOnly = true)
    public boolean isEmpty(UUID tote) {
        return jdbc.sql("select " + EMPTY + " from (values (:tote)) as t (place_id)")
                .param("tote", tote)
                .query(Boolean.class)
                .single();
    }

    /**
     * Whoever puts units into a tote that is not on a cart, or puts a tote on a cart, holds it first, until the caller's transaction ends: then
     * the other sees what was done. Before any balance of it; after a batch or a put-back task. Nothing happens where it is no tote.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(UUID tote) {
        jdbc.sql("select place_id from tote where place_id = :tote for no key update")
                .param("tote", tote)
                .query(UUID.class)
                .optional();
    }
}
