package wharf.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** Bins, containers and the virtual ends of the world. Places belong to the operator, not to a merchant. */
@Service
public class StockPlaces {
    private static final String CREATE = """
            insert into place (id, warehouse_id, kind, code, sequence, pickable)
            select *
            from unnest(:ids, :warehouses, :kinds, :codes, :sequences, :pickable)
            """;
    private static final String SELECT = "select id, warehouse_id, kind, code, sequence, pickable from place ";
    private static final RowMapper<PlaceRef> ROW = (row, n) -> new PlaceRef(
            row.getObject("id", UUID.class),
            row.getObject("warehouse_id") == null ? null : new WarehouseId(row.getObject("warehouse_id", UUID.class)),
            PlaceRef.Kind.valueOf(row.getString("kind")),
            row.getString("code"),
            row.getInt("sequence"),
            row.getBoolean("pickable"));

    private final JdbcClient jdbc;
    private final Map<UUID, WarehouseId> siteOfPlace = new ConcurrentHashMap<>();

    StockPlaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Creates places set-wise, in the order given; refuses all when a code is taken in its warehouse. */
    @Transactional
    public List<PlaceRef> create(List<NewPlace> places) {
        if (places.isEmpty()) return List.of();
        var created = places.stream()
                .map(place -> new PlaceRef(
                        Ids.next(), place.warehouse(), place.kind(), place.code(), place.sequence(), place.pickable()))
                .toList();
        try {
            jdbc.sql(CREATE)
                    .param("ids", Sql.uuids(created.stream().map(PlaceRef::id).toList()))
                    .param(
                            "warehouses",
                            Sql.ids(places.stream().map(NewPlace::warehouse).toList()))
                    .param(
                            "kinds",
                            Sql.texts(places.stream()
                                    .map(place -> place.kind().name())
                                    .toList()))
                    .param(
                            "codes",
                            Sql.texts(places.stream().map(NewPlace::code).toList()))
                    .param(
                            "sequences",
                            Sql.ints(places.stream().map(NewPlace::sequence).toList()))
                    .param(
                            "pickable",
                            Sql.booleans(places.stream().map(NewPlace::pickable).toList()))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw Refusal.conflict(
                    "place-code-taken",
                    "code",
                    null,
                    "A place with one of these codes exists in the warehouse already; choose other codes.");
        }
        return created;
    }

    public PlaceRef create(NewPlace place) {
        return create(List.of(place)).getFirst();
    }

    @Transactional(readOnly = true)
    public Optional<PlaceRef> find(WarehouseId warehouse, String code) {
        return jdbc.sql(SELECT + "where warehouse_id = :warehouse and code = :code and active")
                .param("warehouse", warehouse.value())
                .param("code", code)
                .query(ROW)
                .optional();
    }

    /** By what was scanned or typed: the code as it is written, else in capitals or small letters, since scanners and thumbs differ. */
    @Transactional(readOnly = true)
    public Optional<PlaceRef> scanned(WarehouseId warehouse, String text) {
        var code = text.strip();
        return jdbc.sql(SELECT + """
                        where warehouse_id = :warehouse
                        and code = any(:codes)
                        and active
                        order by code = :code desc, code
                        limit 1
                        """)
                .param("warehouse", warehouse.value())
                .param("code", code)
                .param("codes", Sql.texts(List.of(code, code.toUpperCase(Locale.ROOT), code.toLowerCase(Locale.ROOT))))
                .query(ROW)
                .optional();
    }

    @Transactional(readOnly = true)
    public Map<String, PlaceRef> find(WarehouseId warehouse, Collection<String> codes) {
        return jdbc
                .sql(SELECT + "where warehouse_id = :warehouse and code = any(:codes) and active")
                .param("warehouse", warehouse.value())
                .param("codes", Sql.texts(codes))
                .query(ROW)
                .list()
                .stream()
                .collect(Collectors.toMap(PlaceRef::code, Function.identity()));
    }

    @Transactional(readOnly = true)
    public Map<UUID, PlaceRef> find(Collection<UUID> ids) {
        return jdbc.sql(SELECT + "where id = any(:ids)").param("ids", Sql.uuids(ids)).query(ROW).list().stream()
                .collect(Collectors.toMap(PlaceRef::id, Function.identity()));
    }

    /** The places in use of a warehouse, by code, after the given one. */
    @Transactional(readOnly = true)
    public List<PlaceRef> list(WarehouseId warehouse, PlaceRef.@Nullable Kind kind, String after, int limit) {
        return jdbc.sql(SELECT + """
                        where warehouse_id = :warehouse
                        and active
                        and code > :after
                        and (cast(:kind as text) is null or kind = :kind)
                        order by code
                        limit :limit
                        """)
                .param("warehouse", warehouse.value())
                .param("kind", kind == null ? null : kind.name())
                .param("after", after)
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    /** The warehouse of each real place; a place never changes its warehouse, so this is remembered. Virtual and unknown ones are absent. */
    Map<UUID, WarehouseId> sites(Collection<UUID> places) {
        var unknown = places.stream()
                .filter(place -> !siteOfPlace.containsKey(place))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            find(unknown).values().forEach(place -> {
                if (place.warehouse() != null) siteOfPlace.put(place.id(), place.warehouse());
            });
        }
        return places.stream()
                .distinct()
                .filter(siteOfPlace::containsKey)
                .collect(Collectors.toMap(Function.identity(), this::site));
    }

    private WarehouseId site(UUID place) {
        return java.util.Objects.requireNonNull(siteOfPlace.get(place));
    }
}
