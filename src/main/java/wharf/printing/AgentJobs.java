package wharf.printing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/**
 * Jobs of printers behind an agent. The agent fetches a job under a lease, says that it begins before the first byte leaves, and says what came
 * of it. A job fetched and not begun goes back when its lease ends; one that had begun becomes {@code UNKNOWN}, and a person looks: nothing is
 * printed twice in silence. What an agent says counts only with the lease it fetched the job under, said again it changes nothing.
 */
@Service
public class AgentJobs {
    static final Duration FETCHED = Duration.ofSeconds(60);
    static final Duration PRINTING = Duration.ofSeconds(120);

    /** A printer with so many at its agent is slow, or away: the rest waits here, where everybody sees it. */
    private static final int ENOUGH = 4;

    private static final String FREE = """
            select j.id
            from print_job j
            join printer p on p.id = j.printer_id
            where p.agent_id = :agent
            and p.warehouse_id = :site
            and j.state = 'OFFERED'
            and (j.not_before is null or j.not_before <= now())
            and (select count(*) from print_job h where h.printer_id = p.id and h.state in ('LEASED', 'WRITING')) < :enough
            """;
    private static final String ANY = "select exists (" + FREE + ")";
    private static final String CLAIM = "with free as (" + FREE + """
              order by j.id
              limit :limit
              for update of j skip locked
            )
            update print_job j
            set state = 'LEASED', lease = gen_random_uuid(), lease_until = now() + make_interval(secs => :seconds)
            from free, printer p
            where j.id = free.id
            and p.id = j.printer_id
            returning j.id, j.lease, j.merchant_id, j.warehouse_id, j.station_id, j.root, j.subject, j.title, j.media, j.content, j.file_id,
                      j.copy_of is not null as copy, j.writing_since is not null as may_be_out,
                      p.id as printer_id, p.kind, p.host, p.port, p.path
            """;
    private static final String START = """
            update print_job j
            set state = 'WRITING', lease_until = now() + make_interval(secs => :seconds)
            from printer p
            where j.id = :id
            and j.lease = :lease
            and j.state in ('LEASED', 'WRITING')
            and p.id = j.printer_id
            and p.agent_id = :agent
            """;
    private static final String SENT = """
            update print_job j
            set state = 'SENT', sent_at = :now, problem = null, lease_until = null
            from printer p
            where j.id = :id
            and j.lease = :lease
            and j.state in ('WRITING', 'UNKNOWN')
            and p.id = j.printer_id
            returning j.id, j.merchant_id, j.warehouse_id, j.station_id, j.root, j.subject, j.title, j.media, j.content, j.file_id,
                      j.copy_of is not null as copy, j.writing_since is not null as may_be_out, p.name as printer
            """;
    /**
     * Two seconds after the first try, four after the second, a minute at most. The printer is held until the end, as with an offer; where it
     * was given to this server meanwhile, this server prints.
     */
    private static final String NOT_BEGUN = """
            with behind as (
              select p.agent_id
              from print_job j
              join printer p on p.id = j.printer_id
              where j.id = :id
              for share of p
            )
            update print_job j
            set state = case when behind.agent_id is null then 'QUEUED' else 'OFFERED' end, problem = :problem, lease = null, lease_until = null,
                attempts = attempts + 1, not_before = now() + make_interval(secs => least(60, 2 ^ least(attempts + 1, 6)))
            from behind
            where j.id = :id
            and j.lease = :lease
            and j.state in ('LEASED', 'WRITING', 'UNKNOWN')
            returning j.state, j.merchant_id
            """;

    private static final String UNKNOWN = """
            update print_job
            set state = 'UNKNOWN', problem = :problem, lease_until = null
            where id = :id
            and lease = :lease
            and state = 'WRITING'
            """;
    private static final String LAPSED = """
            with over as (
              select id from print_job where state in ('LEASED', 'WRITING') and lease_until < now() order by id for update skip locked
            )
            update print_job j
            set state = case when j.state = 'LEASED' then 'OFFERED' else 'UNKNOWN' end,
                lease = case when j.state = 'LEASED' then null else j.lease end,
                lease_until = null,
                problem = case when j.state = 'LEASED' then j.problem else 'The agent began to print and did not say what came of it.' end
            from over
            where j.id = over.id
            """;
    private static final String RELEASE = """
            update print_job j
            set state = 'OFFERED', lease = null, lease_until = null
            from printer p
            where p.agent_id = :agent
            and j.printer_id = p.id
            and j.state = 'LEASED'
            and not j.id = any(:holding)
            """;
    private static final String CAME_OUT = """
            update print_job j
            set state = 'SENT', sent_at = :now, problem = null
            from printer p
            where j.id = :id
            and j.state = 'UNKNOWN'
            and p.id = j.printer_id
            returning j.id, j.merchant_id, j.warehouse_id, j.station_id, j.root, j.subject, j.title, j.media, j.content, j.file_id,
                      j.copy_of is not null as copy, j.writing_since is not null as may_be_out, p.name as printer
            """;
    private static final String AGAIN = """
            update print_job
            set state = 'QUEUED', problem = null, lease = null, writing_since = coalesce(writing_since, :now)
            where id = :id
            and state = 'UNKNOWN'
            returning merchant_id
            """;
    private static final String RECALL = """
            update print_job
            set state = 'QUEUED', problem = null, lease = null, lease_until = null
            where printer_id = any(:printers)
            and state in ('OFFERED', 'LEASED')
            returning id, merchant_id
            """;

    private final JdbcClient jdbc;
    private final Printers printers;
    private final PendingJobs jobs;
    private final PrintContents contents;
    private final Work work;
    private final BusinessClock clock;

    AgentJobs(
            JdbcClient jdbc,
            Printers printers,
            PendingJobs jobs,
            PrintContents contents,
            Work work,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.printers = printers;
        this.jobs = jobs;
        this.contents = contents;
        this.work = work;
        this.clock = clock;
    }

    private record Fetched(
            PendingJobs.Pending job,
            UUID lease,
            UUID printer,
            Printer.Kind kind,
            @Nullable String host,
            int port,
            String path) {}

    private record Printed(PendingJobs.Pending job, String printer) {}

    private record Back(boolean queued, MerchantId merchant) {}

    /** Whether there is something to {@link #claim}. Only reads, since agents ask all the time. */
    @Transactional(readOnly = true)
    public boolean any(UUID agent, WarehouseId site) {
        return jdbc.sql(ANY)
                .param("agent", agent)
                .param("site", site.value())
                .param("enough", ENOUGH)
                .query(Boolean.class)
                .single();
    }

    /** Jobs for the agent's printers, oldest first, leased to it for {@link #FETCHED}. */
    @Transactional
    public List<AgentJob> claim(UUID agent, WarehouseId site, int limit) {
        return jdbc
                .sql(CLAIM)
                .param("agent", agent)
                .param("site", site.value())
                .param("limit", limit)
                .param("enough", ENOUGH)
                .param("seconds", FETCHED.toSeconds())
                .query(AgentJobs::fetched)
                .list()
                .stream()
                .sorted(java.util.Comparator.comparing(fetched -> fetched.job().id()))
                .map(this::withContent)
                .toList();
    }

    private static Fetched fetched(ResultSet row, int n) throws SQLException {
        return new Fetched(
                PendingJobs.row(row, n),
                row.getObject("lease", UUID.class),
                row.getObject("printer_id", UUID.class),
                Printer.Kind.valueOf(row.getString("kind")),
                row.getString("host"),
                row.getInt("port"),
                row.getString("path"));
    }

    private AgentJob withContent(Fetched fetched) {
        return new AgentJob(
                fetched.job().id(),
                fetched.lease(),
                fetched.job().title(),
                fetched.printer(),
                fetched.kind(),
                fetched.host(),
                fetched.port(),
                fetched.path(),
                contents.of(fetched.job()));
    }

    /** The agent is about to send the first byte; false when it must not: the job was withdrawn, or given to another. */
    @Transactional
    public boolean start(UUID agent, UUID job, UUID lease) {
        return jdbc.sql(START)
                        .param("agent", agent)
                        .param("id", job)
                        .param("lease", lease)
                        .param("seconds", PRINTING.toSeconds())
                        .update()
                > 0;
    }

    /** The printer took it all; also after the job was given up as unknown. False when it is nothing to the agent any more, or known already. */
    @Transactional
    public boolean sent(UUID job, UUID lease) {
        return record(jdbc.sql(SENT).param("lease", lease), job);
    }

    /** No byte has left; it is tried again after a while. */
    @Transactional
    public boolean notBegun(UUID job, UUID lease, String problem) {
        var back = jdbc.sql(NOT_BEGUN)
                .param("id", job)
                .param("lease", lease)
                .param("problem", problem)
                .query((row, n) -> new Back(row.getString("state").equals("QUEUED"), PendingJobs.merchant(row)))
                .optional();
        back.filter(Back::queued).ifPresent(one -> work.add(PrintStep.NAME, job, one.merchant()));
        return back.isPresent();
    }

    /** Bytes have left, and nobody knows whether all arrived. */
    @Transactional
    public boolean unknown(UUID job, UUID lease, String problem) {
        return jdbc.sql(UNKNOWN)
                        .param("id", job)
                        .param("lease", lease)
                        .param("problem", problem)
                        .update()
                > 0;
    }

    /** What the agent was given and does not hold, it never received, or has died with: it may be fetched again at once. */
    @Transactional
    public void release(UUID agent, Collection<UUID> holding) {
        jdbc.sql(RELEASE)
                .param("agent", agent)
                .param("holding", Sql.uuids(holding))
                .update();
    }

    /** Ends leases whose time is over. @return how many */
    @Transactional
    public int lapse() {
        return jdbc.sql(LAPSED).update();
    }

    /** A person has the page in their hand. */
    @Transactional
    public void cameOut(UUID job) {
        if (!record(jdbc.sql(CAME_OUT), job)) throw settled();
    }

    /** A person found no page, or half a one: it is printed again, marked COPY. */
    @Transactional
    public void printAgain(UUID job) {
        var merchants = jdbc.sql(AGAIN)
                .param("id", job)
                .param("now", Sql.timestamp(clock.instant()))
                .query((row, n) -> PendingJobs.merchant(row))
                .list();
        if (merchants.isEmpty()) throw settled();
        work.add(PrintStep.NAME, job, merchants.getFirst());
    }

    /** Has another drive the printer: an agent of its warehouse, or null for this server. What waits for it is sent on its way anew. */
    @Transactional
    public void drive(UUID printer, @Nullable UUID agent) {
        printers.drive(printer, agent);
        recall(List.of(printer));
    }

    /** Has another drive all that an agent drives, as when its computer was replaced. @return the printers' names */
    @Transactional
    public List<String> handOver(UUID from, @Nullable UUID to) {
        var moved = printers.handOver(from, to);
        recall(moved.stream().map(Printer::id).toList());
        return moved.stream().map(Printer::name).toList();
    }

    private void recall(List<UUID> printers) {
        var again = jdbc.sql(RECALL)
                .param("printers", Sql.uuids(printers))
                .query((row, n) -> new Work.Subject(row.getObject("id", UUID.class), PendingJobs.merchant(row)))
                .list();
        work.add(PrintStep.NAME, again);
    }

    private boolean record(JdbcClient.StatementSpec statement, UUID job) {
        var now = clock.instant();
        var printed = statement
                .param("id", job)
                .param("now", Sql.timestamp(now))
                .query((row, n) -> new Printed(PendingJobs.row(row, n), row.getString("printer")))
                .optional();
        printed.ifPresent(one -> jobs.recordPrinted(one.job(), one.printer(), now));
        return printed.isPresent();
    }

    private static Refusal settled() {
        return Refusal.conflict("settled", "It is known by now what became of this job; reload the page.");
    }
}
