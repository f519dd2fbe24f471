package wharf.shipping;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The parcels of a manifest as its document lists them. */
@Component
class ManifestLines {
    private static final String OF = """
            select p.number, p.sscc, l.tracking, l.service, p.weight_grams, p.ship_to ->> 'city' as city, p.ship_to ->> 'country' as country
            from manifest_parcel m
            join parcel p on p.id = m.parcel_id
            join label l on l.parcel_id = p.id and l.state = 'BOUGHT'
            where m.manifest_id = :manifest
            order by m.scanned_at, p.number
            """;

    private final JdbcClient jdbc;

    ManifestLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Line(
            long number, String sscc, String tracking, String service, int weightGrams, String city, String country) {}

    List<Line> of(UUID manifest) {
        return jdbc.sql(OF).param("manifest", manifest).query(Line.class).list();
    }
}
