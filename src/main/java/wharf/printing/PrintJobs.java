package wharf.printing;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** What is to be printed: queued in the transaction that made it necessary, sent in the background at least once. */
@Service
public class PrintJobs {
    /** An agent that runs fetches within a second. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String ADD = """
            insert into print_job (id, merchant_id, warehouse_id, station_id, root, subject, title, state, content, media, file_id, created_at)
            select j.id, j.merchant_id, j.warehouse_id, j.station_id, j.root, j.subject, j.title, 'QUEUED', j.content,
                   j.media, j.file_id, :now
            from unnest(:ids, :merchants, :warehouses, :stations, :roots, :subjects, :titles, :contents, :media, :files)
              as j (id, merchant_id, warehouse_id, station_id, root, subject, title, content, media, file_id)
            """;
    private static final String REPEAT = """
            insert into print_job (id, merchant_id, warehouse_id, station_id, root, subject, title, state, copy_of, content, media, file_id,
                                   created_at)
            select :copy, merchant_id, warehouse_id, station_id, root, subject, title, 'QUEUED', coalesce(copy_of, id), :content, media, file_id, :now
            from print_job
            where id = :id
            """;
    private static final String CANCEL = """
            update print_job
            set state = 'CANCELLED'
            where subject = any(:subjects)
            and state in ('QUEUED', 'OFFERED', 'LEASED', 'UNKNOWN')
            returning id
            """;
    private static final String TEST = """
            insert into print_job (id, merchant_id, warehouse_id, station_id, root, subject, title, state, content, media, created_at)
            values (:id, null, :warehouse, :station, :id, :id, :title, 'QUEUED', :content, 'LABEL_4X6', :now)
            """;
    private static final String SELECT = """
            select j.id, j.subject, j.title, j.state, j.copy_of, p.name as printer, j.problem, j.created_at, j.sent_at
            from print_job j
            left join printer p on p.id = j.printer_id
            """;
    private static final String FIND = SELECT + "where j.id = :id";
    private static final String UNKNOWN = SELECT + "where j.state = 'UNKNOWN' order by j.id limit 100";
    private static final String TROUBLED = SELECT + """
            where j.state = 'UNKNOWN'
            or (j.state = 'QUEUED' and j.problem is not null)
            or (j.state = 'OFFERED' and (j.problem is not null or j.created_at < :patience))
            order by j.id desc
            limit :limit
            """;
    private static final String LIST = SELECT + """
            where (cast(:state as text) is null or j.state = :state)
            and (cast(:before as uuid) is null or j.id < :before)
            order by j.id desc
            limit :limit
            """;

    private final JdbcClient jdbc;
    private final Work work;
    private final BusinessClock clock;

    PrintJobs(JdbcClient jdbc, Work work, BusinessClock clock) {
        this.jdbc = jdbc;
        this.work = work;
        this.clock = clock;
    }

    /** Queues the jobs; returns their ids in the same order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<UUID> print(List<NewPrintJob> jobs) {
        if (jobs.isEmpty()) return List.of();
        var ids = jobs.stream().map(job -> Ids.next()).toList();
        jdbc.sql(ADD)
                .param("now", Sql.timestamp(clock.instant()))
                .param("ids", Sql.uuids(ids))
                .param(
                        "merchants",
                        Sql.ids(jobs.stream().map(NewPrintJob::merchant).toList()))
                .param(
                        "warehouses",
                        Sql.ids(jobs.stream().map(NewPrintJob::warehouse).toList()))
                .param(
                        "stations",
                        Sql.uuids(jobs.stream().map(NewPrintJob::station).toList()))
                .param("roots", Sql.uuids(jobs.stream().map(NewPrintJob::root).toList()))
                .param(
                        "subjects",
                        Sql.uuids(jobs.stream().map(NewPrintJob::subject).toList()))
                .param("titles", Sql.texts(jobs.stream().map(NewPrintJob::title).toList()))
                .param("contents", Sql.texts(jobs.stream().map(NewPrintJob::zpl).toList()))
                .param(
                        "media",
                        Sql.texts(jobs.stream().map(job -> job.media().name()).toList()))
                .param("files", Sql.uuids(jobs.stream().map(NewPrintJob::file).toList()))
                .update();
        for (int i = 0; i < ids.size(); i++)
            work.add(PrintStep.NAME, ids.get(i), jobs.get(i).merchant());
        return ids;
    }

    /** Prints it again, marked COPY. */
    @Transactional
    public UUID reprint(UUID job) {
        var row = jdbc.sql("select merchant_id, content from print_job where id = :id")
                .param("id", job)
                .query((r, n) -> new Original(r.getObject(1, UUID.class), r.getString(2)))
                .optional()
                .orElseThrow(() -> Refusal.notFound("print job", job));
        var copy = Ids.next();
        jdbc.sql(REPEAT)
                .param("copy", copy)
                .param("id", job)
                .param("content", row.content().isEmpty() ? "" : ZplLabel.copy(row.content()))
                .param("now", Sql.timestamp(clock.instant()))
                .update();
        work.add(PrintStep.NAME, copy, row.merchant() == null ? PendingJobs.NOBODY : new MerchantId(row.merchant()));
        return copy;
    }

    private record Original(@Nullable UUID merchant, String content) {}

    /** Prints a label that shows that station and printer have found each other; it belongs to no merchant. */
    @Transactional
    public UUID test(WarehouseId warehouse, @Nullable UUID station, String title, String zpl) {
        var id = Ids.next();
        jdbc.sql(TEST)
                .param("id", id)
                .param("warehouse", warehouse.value())
                .param("station", station, java.sql.Types.OTHER)
                .param("title", title)
                .param("content", zpl)
                .param("now", Sql.timestamp(clock.instant()))
                .update();
        work.add(PrintStep.NAME, id, PendingJobs.NOBODY);
        return id;
    }

    @Transactional(readOnly = true)
    public Optional<PrintJob> find(UUID id) {
        return jdbc.sql(FIND).param("id", id).query(PrintJob.class).optional();
    }

    /** Jobs that need a person: not printed and why, left lying by their agent, or not known to have come out; newest first. */
    @Transactional(readOnly = true)
    public List<PrintJob> troubled(int limit) {
        return jdbc.sql(TROUBLED)
                .param("patience", Sql.timestamp(clock.instant().minus(PATIENCE)))
                .param("limit", limit)
                .query(PrintJob.class)
                .list();
    }

    /** Jobs of which nobody knows whether they came out, oldest first. */
    @Transactional(readOnly = true)
    public List<PrintJob> unknown() {
        return jdbc.sql(UNKNOWN).query(PrintJob.class).list();
    }

    /** Withdraws what is not known to be out of these subjects, so that nobody is asked to print it again; what is out is out. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void cancel(Collection<UUID> subjects) {
        var withdrawn = jdbc.sql(CANCEL)
                .param("subjects", Sql.uuids(subjects))
                .query(UUID.class)
                .list();
        work.remove(PrintStep.NAME, withdrawn);
    }

    /** Newest first, below {@code before}. */
    @Transactional(readOnly = true)
    public List<PrintJob> list(@Nullable String state, @Nullable UUID before, int limit) {
        return jdbc.sql(LIST)
                .param("state", state)
                .param("before", before, java.sql.Types.OTHER)
                .param("limit", limit)
                .query(PrintJob.class)
                .list();
    }

    @Transactional(readOnly = true)
    public List<PrintJob> of(UUID subject) {
        return jdbc.sql(SELECT + "where j.subject = :subject order by j.created_at, j.id")
                .param("subject", subject)
                .query(PrintJob.class)
                .list();
    }
}
