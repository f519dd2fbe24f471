package wharf.inventory;

import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import wharf.platform.Finder;
import wharf.platform.Shown;
import wharf.shared.Authority;

/** Bins and totes by the beginning of their code. */
@Component
class BinFinder implements Finder {
    private static final String FIND = """
            select p.id, p.code, p.kind, w.code as warehouse
            from place p
            join warehouse w on w.id = p.warehouse_id
            where p.code >= :from
            and p.code < :to
            order by p.code, w.code
            limit :most
            """;

    private final JdbcClient jdbc;

    BinFinder(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "Bins and totes";
    }

    @Override
    public String authority() {
        return Authority.STOCK_READ;
    }

    @Override
    public List<Found> find(String text, int most) {
        var code = text.strip().toUpperCase(Locale.ROOT);
        return jdbc.sql(FIND)
                .param("from", code)
                .param("to", code + "\uffff")
                .param("most", most)
                .query((row, n) -> new Found(
                        row.getString("code"),
                        Shown.words(row.getString("kind")) + " in " + row.getString("warehouse"),
                        "/bins/" + row.getString("id")))
                .list();
    }
}
