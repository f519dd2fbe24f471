package wharf.printing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
            select id, printer_id, received_at, zpl, pdf is not null as document
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

    /** One label, or one whole document, as the printer received it. */
    public record Page(long id, UUID printerId, Instant receivedAt, String zpl, boolean document) {
        /** A drawing of a label as SVG; safe to put into a page. */
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

    @Transactional
    public void storeDocument(UUID printer, byte[] pdf) {
        jdbc.sql("insert into simulated_page (printer_id, received_at, zpl, pdf) values (:printer, :now, '', :pdf)")
                .param("printer", printer)
                .param("now", Sql.timestamp(clock.instant()))
                .param("pdf", pdf)
                .update();
    }

    /** A document as it was received; empty when there is none of that number, or it is a label. */
    @Transactional(readOnly = true)
    public Optional<byte[]> document(long page) {
        return jdbc.sql("select pdf from simulated_page where id = :id and pdf is not null")
                .param("id", page)
                .query(byte[].class)
                .optional();
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
