package wharf.warehouse;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** The operator's sites. */
@Service
public class Warehouses {
    private static final String SELECT = """
            select id, code, name, line1, city, region, postcode, country, latitude, longitude, time_zone, release_mode,
                   daily_order_capacity, active
            from warehouse
            """;
    private static final String CREATE = """
            insert into warehouse (id, code, name, line1, city, region, postcode, country, latitude, longitude, time_zone, release_mode,
                                   daily_order_capacity, created_at)
            values (:id, :code, :name, :line1, :city, :region, :postcode, :country, :latitude, :longitude, :timeZone, :releaseMode,
                    :dailyOrderCapacity, :now)
            """;
    private static final String UPDATE = """
            update warehouse
            set code = :code, name = :name, line1 = :line1, city = :city, region = :region, postcode = :postcode, country = :country,
                latitude = :latitude, longitude = :longitude, time_zone = :timeZone, release_mode = :releaseMode,
                daily_order_capacity = :dailyOrderCapacity
            where id = :id
            """;
    private static final RowMapper<Warehouse> ROW = (row, n) -> new Warehouse(
            new WarehouseId(row.getObject("id", UUID.class)),
            row.getString("code"),
            row.getString("name"),
            row.getString("line1"),
            row.getString("city"),
            row.getString("region"),
            row.getString("postcode"),
            row.getString("country"),
            row.getDouble("latitude"),
            row.getDouble("longitude"),
            ZoneId.of(row.getString("time_zone")),
            ReleaseMode.valueOf(row.getString("release_mode")),
            row.getObject("daily_order_capacity", Integer.class),
            row.getBoolean("active"));

    private final JdbcClient jdbc;
    private final Facts facts;
    private final BusinessClock clock;

    Warehouses(JdbcClient jdbc, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Warehouse> find(WarehouseId id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id.value())
                .query(ROW)
                .optional();
    }

    @Transactional(readOnly = true)
    public Optional<Warehouse> byCode(String code) {
        return jdbc.sql(SELECT + "where code = :code")
                .param("code", code)
                .query(ROW)
                .optional();
    }

    @Transactional(readOnly = true)
    public List<Warehouse> all() {
        return jdbc.sql(SELECT + "order by code").query(ROW).list();
    }

    /** As {@link #find}; refuses with not-found. */
    @Transactional(readOnly = true)
    public Warehouse get(WarehouseId id) {
        return find(id).orElseThrow(() -> Refusal.notFound("warehouse", id));
    }

    /** Opens a site; refuses a code that is taken and a time zone that does not exist. */
    @Transactional
    public WarehouseId create(NewWarehouse warehouse) {
        var id = WarehouseId.next();
        write(CREATE, id, warehouse);
        record(id, "warehouse.created");
        return id;
    }

    /** Replaces all that is known of a site; refuses as {@link #create}, and an unknown id. */
    @Transactional
    public void update(WarehouseId id, NewWarehouse warehouse) {
        if (write(UPDATE, id, warehouse) == 0) throw Refusal.notFound("warehouse", id);
        record(id, "warehouse.changed");
    }

    private int write(String sql, WarehouseId id, NewWarehouse warehouse) {
        try {
            return jdbc.sql(sql)
                    .param("id", id.value())
                    .param("code", warehouse.code())
                    .param("name", warehouse.name())
                    .param("line1", warehouse.line1())
                    .param("city", warehouse.city())
                    .param("region", warehouse.region())
                    .param("postcode", warehouse.postcode())
                    .param("country", warehouse.country())
                    .param("latitude", warehouse.latitude())
                    .param("longitude", warehouse.longitude())
                    .param("timeZone", warehouse.zone().getId())
                    .param("releaseMode", warehouse.releaseModeOrAuto().name())
                    .param("dailyOrderCapacity", warehouse.dailyOrderCapacity())
                    .param("now", Sql.timestamp(clock.instant()))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw Refusal.conflict(
                    "code-taken", "code", warehouse.code(), "Another warehouse has this code; choose a different one.");
        }
    }

    private void record(WarehouseId id, String type) {
        facts.record(new Fact(
                null, id.value(), "warehouse", id.value(), type, clock.instant(), null, null, java.util.Map.of()));
    }
}
