package wharf.shipping.web;

import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import wharf.platform.Finder;
import wharf.platform.Shown;
import wharf.shared.Authority;

/** Parcels by tracking number, SSCC or number, as scanned or read out. */
@Component
class ParcelFinder implements Finder {
    private static final String FIND = """
            select p.id, p.number, p.sscc, p.state
            from parcel p
            where p.id in (select l.parcel_id from label l where l.tracking = :code
                           union all
                           select q.id from parcel q where q.sscc = :code
                           union all
                           select q.id from parcel q where q.number = case when :code ~ '^[0-9]{1,17}$' then cast(:code as bigint) end)
            order by p.id desc
            limit :most
            """;

    private final JdbcClient jdbc;

    ParcelFinder(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "Parcels";
    }

    @Override
    public String authority() {
        return Authority.ORDERS_READ;
    }

    @Override
    public List<Found> find(String text, int most) {
        // As people type it and as scanners read it: spaces, and the identifier 00 before an SSCC.
        var code = text.replaceAll("[\\s()]", "").toUpperCase(Locale.ROOT).replaceFirst("^00(?=\\d{18}$)", "");
        return jdbc.sql(FIND)
                .param("code", code)
                .param("most", most)
                .query((row, n) -> new Found(
                        "Parcel " + row.getLong("number"),
                        Shown.words(row.getString("state")) + ", SSCC " + row.getString("sscc"),
                        "/parcels/" + row.getString("id")))
                .list();
    }
}
