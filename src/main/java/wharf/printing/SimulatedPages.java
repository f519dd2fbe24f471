package wharf.printing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;

/** What came out of simulated printers. */
@Component
public class SimulatedPages {
    private static final String STORE = """
            insert into simulated_page (printer_id, received_at, zpl)
            select :printer, :now, p.zpl
            from unnest(:pages) with ordinality as p (zpl, n)
            order by p.n
            """;
    private static final String LATEST = """
            select id, printer_id, received_at, zpl
            from simulated_page
            where printer_id = :printer
            order by id desc
            limit :limit
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    SimulatedPages(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One page, as the printer received it. */
    public record Page(long id, UUID printerId, Instant receivedAt, String zpl) {
        /** A drawing of it as SVG; safe to put into a page. */
        public String svg() {
            return ZplPreview.svg(zpl);
        }
    }

    @Transactional
    public void store(UUID printer, List<String> pages) {
        if (pages.isEmpty()) return;
        jdbc.sql(STORE)
                .param("printer", printer)
                .param("now", Sql.timestamp(clock.instant()))
                .param("pages", Sql.texts(pages))
                .update();
    }

    /** The newest pages, newest first. Operator's staff only: a page has no merchant. */
    @Transactional(readOnly = true)
    public List<Page> latest(UUID printer, int limit) {
        return jdbc.sql(LATEST)
                .param("printer", printer)
                .param("limit", limit)
                .query(Page.class)
                .list();
    }
}
