package wharf.shipping;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.shared.WarehouseId;
import wharf.shipping.rating.Place;

/** Where parcels leave from; read from the base table of warehouses, whose module lies above this one. */
@Service
public class Sites {
    private final JdbcClient jdbc;

    Sites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A site by its name. */
    public record Named(UUID id, String code, String name) {}

    private record Position(String country, @Nullable String region, double latitude, double longitude) {}

    @Transactional(readOnly = true)
    public List<Named> all() {
        return jdbc.sql("select id, code, name from warehouse where active order by name, code limit 200")
                .query(Named.class)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Place> place(WarehouseId site) {
        return jdbc.sql("select country, region, latitude, longitude from warehouse where id = :id")
                .param("id", site.value())
                .query(Position.class)
                .optional()
                .map(at -> new Place(at.country(), at.region(), at.latitude(), at.longitude()));
    }

    private record Lines(
            String name,
            String line1,
            String city,
            @Nullable String region,
            String postcode,
            String country) {}

    /** The lines of a site's address as they stand on a label, its name first. */
    @Transactional(readOnly = true)
    public List<String> address(WarehouseId site) {
        var lines = jdbc.sql("select name, line1, city, region, postcode, country from warehouse where id = :id")
                .param("id", site.value())
                .query(Lines.class)
                .single();
        return List.of(
                lines.name(), lines.line1(), town(lines.city(), lines.region(), lines.postcode()), lines.country());
    }

    static String town(String city, @Nullable String region, String postcode) {
        return city + (region == null ? "" : " " + region) + " " + postcode;
    }

    /** The time zone that a site's clocks show. */
    @Transactional(readOnly = true)
    public ZoneId zone(WarehouseId site) {
        return ZoneId.of(jdbc.sql("select time_zone from warehouse where id = :id")
                .param("id", site.value())
                .query(String.class)
                .single());
    }
}
