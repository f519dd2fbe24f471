package wharf.printing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;

/** The queue as the print step sees it. */
@Component
class PendingJobs {
    private static final String PENDING = """
            select id, merchant_id, warehouse_id, station_id, root, subject, title, media, content, file_id, copy_of is not null as copy,
                   writing_since is not null as may_be_out
            from print_job
            where id = any(:ids)
            and state = 'QUEUED'
            order by id
            """;
    /** Whose a test label is. */
    static final MerchantId NOBODY = new MerchantId(new UUID(0, 0));

    /** The printer is held until the end, so that it is not given back to this server in between: then nobody would fetch the job. */
    private static final String OFFER = """
            with behind as (
              select id from printer where id = :printer and agent_id is not null for share
            )
            update print_job j
            set state = 'OFFERED', printer_id = behind.id, problem = null, lease = null, not_before = null, attempts = 0
            from behind
            where j.id = :id
            and j.state = 'QUEUED'
            """;

    private static final String SENT = """
            update print_job
            set state = 'SENT', sent_at = :now, problem = null
            where id = :id
            and state = 'QUEUED'
            """;

    private final JdbcClient jdbc;
    private final Facts facts;
    private final BusinessClock clock;

    PendingJobs(JdbcClient jdbc, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.clock = clock;
    }

    record Pending(
            UUID id,
            MerchantId merchant,
            WarehouseId warehouse,
            @Nullable UUID station,
            UUID root,
            UUID subject,
            String title,
            Printer.Media media,
            String content,
            @Nullable UUID file,
            boolean copy,
            boolean mayBeOut) {
        /** A page of it may lie somewhere already. */
        boolean isCopy() {
            return copy || mayBeOut;
        }
    }

    @Transactional(readOnly = true)
    public List<Pending> pending(List<UUID> ids) {
        return jdbc.sql(PENDING)
                .param("ids", Sql.uuids(ids))
                .query(PendingJobs::row)
                .list();
    }

    static Pending row(ResultSet row, int n) throws SQLException {
        return new Pending(
                row.getObject("id", UUID.class),
                merchant(row),
                new WarehouseId(row.getObject("warehouse_id", UUID.class)),
                row.getObject("station_id", UUID.class),
                row.getObject("root", UUID.class),
                row.getObject("subject", UUID.class),
                row.getString("title"),
                Printer.Media.valueOf(row.getString("media")),
                row.getString("content"),
                row.getObject("file_id", UUID.class),
                row.getBoolean("copy"),
                row.getBoolean("may_be_out"));
    }

    static MerchantId merchant(ResultSet row) throws SQLException {
        var merchant = row.getObject("merchant_id", UUID.class);
        return merchant == null ? NOBODY : new MerchantId(merchant);
    }

    /** Lets the printer's agent fetch it. False when the printer has none any more, or the job waits no longer. */
    @Transactional
    public boolean offer(UUID job, UUID printer) {
        return jdbc.sql(OFFER).param("id", job).param("printer", printer).update() > 0;
    }

    /** From here on the page may be out. */
    @Transactional
    public void writing(UUID job, UUID printer) {
        jdbc.sql("update print_job set printer_id = :printer, writing_since = :now where id = :id")
                .param("printer", printer)
                .param("now", Sql.timestamp(clock.instant()))
                .param("id", job)
                .update();
    }

    @Transactional
    public void sent(Pending job, String printer) {
        var now = clock.instant();
        int changed = jdbc.sql(SENT)
                .param("id", job.id())
                .param("now", Sql.timestamp(now))
                .update();
        if (changed > 0) recordPrinted(job, printer, now);
    }

    /** What a merchant sees of it; a test label is nobody's. */
    void recordPrinted(Pending job, String printer, Instant now) {
        if (job.merchant().equals(NOBODY)) return;
        var type = job.media() == Printer.Media.LABEL_4X6 ? "label.printed" : "document.printed";
        facts.record(Fact.of(job.merchant(), job.root(), "print-job", job.subject(), type, now)
                .with(Map.of("title", job.title(), "printer", printer, "copy", job.isCopy())));
    }

    @Transactional
    public void waiting(UUID job, String problem) {
        jdbc.sql("update print_job set problem = :problem where id = :id and state = 'QUEUED'")
                .param("problem", problem)
                .param("id", job)
                .update();
    }
}
