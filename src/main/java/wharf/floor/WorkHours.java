package wharf.floor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.Texts;
import wharf.shared.WarehouseId;

/** When people were at work, by their own clocking in and out; managers correct it, and what it was stays. Business time. */
@Service
public class WorkHours {
    private static final int LONGEST_REASON = 300;
    private static final int MOST = 1000;
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final String SELECT = """
            select p.id, p.user_id, u.name, p.warehouse_id, w.code as warehouse, p.started_at, p.ended_at,
                   (select count(*) from work_period_change c where c.period_id = p.id) as corrections
            from work_period p
            join app_user u on u.id = p.user_id
            join warehouse w on w.id = p.warehouse_id
            """;
    private static final String START = """
            insert into work_period (id, user_id, warehouse_id, started_at)
            values (:id, :user, :site, :now)
            """;
    private static final String END = """
            update work_period
            set ended_at = greatest(:now, started_at)
            where user_id = :user
            and ended_at is null
            returning id
            """;
    private static final String LOCK_ALL_OF = "select id from work_period where user_id = :user for update";
    private static final String OVERLAPPING = """
            select count(*)
            from work_period
            where user_id = :user
            and id <> :id
            and started_at < coalesce(:ended::timestamptz, 'infinity')
            and coalesce(ended_at, 'infinity') > :started
            """;
    private static final String CORRECT = """
            update work_period
            set started_at = :started, ended_at = :ended
            where id = :id
            """;
    private static final String KEEP = """
            insert into work_period_change (period_id, changed_at, changed_by, reason, was_started_at, was_ended_at, started_at, ended_at)
            values (:id, :now, :by, :reason, :wasStarted, :wasEnded, :started, :ended)
            """;
    private static final String WORKED = """
            select p.user_id, u.email,
                   sum(extract(epoch from least(coalesce(p.ended_at, :now), :until) - greatest(p.started_at, :from)))::bigint as seconds
            from work_period p
            join app_user u on u.id = p.user_id
            where p.warehouse_id = :site
            and p.started_at < least(:until, :now)
            and coalesce(p.ended_at, :now) > :from
            group by p.user_id, u.email
            order by u.email
            """;

    private static final String CHANGES = """
            select period_id, changed_at, changed_by, reason, was_started_at, was_ended_at, started_at, ended_at
            from work_period_change
            where period_id = any(:ids)
            order by id
            """;
    private static final RowMapper<Change> CHANGE = new SimplePropertyRowMapper<>(Change.class);

    private final JdbcClient jdbc;
    private final Facts facts;
    private final BusinessClock clock;

    WorkHours(JdbcClient jdbc, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.clock = clock;
    }

    /** What a manager makes of a period. @param endedAt null: still at work */
    public record Correction(Instant startedAt, @Nullable Instant endedAt, String reason) {}

    /** A correction that was made, with what was there before. */
    public record Change(
            Instant changedAt,
            String changedBy,
            String reason,
            Instant wasStartedAt,
            @Nullable Instant wasEndedAt,
            Instant startedAt,
            @Nullable Instant endedAt) {}

    /** How long somebody was at work within a time. @param email what picks, packs and counts name as their worker */
    public record Worked(UUID userId, String email, long seconds) {}

    /** The caller begins to work. Doing it again at the same site changes nothing; refuses who is at work at another site, and programs. */
    @Transactional
    public WorkPeriod clockIn(WarehouseId site) {
        var me = me();
        var open = current();
        if (open.isPresent()) return same(open.get(), site);
        if (!exists(site)) throw Refusal.notFound("warehouse", site);
        var id = Ids.next();
        try {
            jdbc.sql(START)
                    .param("id", id)
                    .param("user", me)
                    .param("site", site.value())
                    .param("now", Sql.timestamp(clock.instant()))
                    .update();
        } catch (DuplicateKeyException atTheSameMoment) {
            throw Refusal.conflict("clocked-in-already", "You clocked in on another device just now; look again.");
        }
        return told(id, "labour.clocked_in");
    }

    private static WorkPeriod same(WorkPeriod open, WarehouseId site) {
        if (open.warehouseId().equals(site.value())) return open;
        throw Refusal.conflict(
                "clocked-in-elsewhere",
                "warehouse",
                site,
                "You are clocked in at " + open.warehouse() + "; clock out there first.");
    }

    /** The caller stops working. Refuses who is not at work. */
    @Transactional
    public WorkPeriod clockOut() {
        var ended = jdbc.sql(END)
                .param("user", me())
                .param("now", Sql.timestamp(clock.instant()))
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> Refusal.conflict("not-clocked-in", "You are not clocked in; clock in first."));
        return told(ended, "labour.clocked_out");
    }

    /** The caller's period that goes on; empty when they are not at work, and for programs. */
    @Transactional(readOnly = true)
    public Optional<WorkPeriod> current() {
        return person().flatMap(me -> jdbc.sql(SELECT + "where p.user_id = :user and p.ended_at is null")
                .param("user", me)
                .query(WorkPeriod.class)
                .optional());
    }

    /** The caller's latest periods. */
    @Transactional(readOnly = true)
    public List<WorkPeriod> mine(int limit) {
        return jdbc.sql(SELECT + "where p.user_id = :user order by p.started_at desc limit :limit")
                .param("user", me())
                .param("limit", limit)
                .query(WorkPeriod.class)
                .list();
    }

    /** Periods that touch the time, the latest first; of all sites if none is named. */
    @Transactional(readOnly = true)
    public List<WorkPeriod> list(@Nullable WarehouseId site, Instant from, Instant until) {
        requireSpan(from, until);
        return jdbc.sql(SELECT + """
                        where (:site::uuid is null or p.warehouse_id = :site)
                        and p.started_at < :until
                        and (p.ended_at is null or p.ended_at > :from)
                        order by p.started_at desc, p.id
                        limit :most
                        """)
                .param("site", site == null ? null : site.value(), java.sql.Types.OTHER)
                .param("from", Sql.timestamp(from))
                .param("until", Sql.timestamp(until))
                .param("most", MOST)
                .query(WorkPeriod.class)
                .list();
    }

    /** How long each person was at work at the site within a time: what units per hour are divided by. */
    @Transactional(readOnly = true)
    public List<Worked> worked(WarehouseId site, Instant from, Instant until) {
        requireSpan(from, until);
        return jdbc.sql(WORKED)
                .param("site", site.value())
                .param("from", Sql.timestamp(from))
                .param("until", Sql.timestamp(until))
                .param("now", Sql.timestamp(clock.instant()))
                .query(Worked.class)
                .list();
    }

    /**
     * Sets a period right. Refuses times to come, an end before the start, more than a day, an overlap with another period of the person, and no
     * reason.
     */
    @Transactional
    public WorkPeriod correct(UUID id, Correction to) {
        var before = find(id);
        jdbc.sql(LOCK_ALL_OF).param("user", before.userId()).query(UUID.class).list();
        var was = find(id);
        require(was, to);
        jdbc.sql(CORRECT)
                .param("id", id)
                .param("started", Sql.timestamp(to.startedAt()))
                .param("ended", Sql.timestamp(to.endedAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
        jdbc.sql(KEEP)
                .param("id", id)
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .param("reason", to.reason().strip())
                .param("wasStarted", Sql.timestamp(was.startedAt()))
                .param("wasEnded", Sql.timestamp(was.endedAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("started", Sql.timestamp(to.startedAt()))
                .param("ended", Sql.timestamp(to.endedAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
        return told(id, "labour.corrected");
    }

    /** What was corrected, oldest first. */
    @Transactional(readOnly = true)
    public List<Change> changes(UUID id) {
        find(id);
        return changes(List.of(id)).getOrDefault(id, List.of());
    }

    /** What was corrected in each of these periods, oldest first; those that never were are left out. */
    @Transactional(readOnly = true)
    public Map<UUID, List<Change>> changes(Collection<UUID> ids) {
        var changes = new HashMap<UUID, List<Change>>();
        jdbc.sql(CHANGES)
                .param("ids", Sql.uuids(ids))
                .query((row, n) -> changes.computeIfAbsent(
                                row.getObject("period_id", UUID.class), id -> new ArrayList<>())
                        .add(CHANGE.mapRow(row, n)))
                .list();
        return changes;
    }

    private static void requireSpan(Instant from, Instant until) {
        if (from.isBefore(EARLIEST) || from.isAfter(LATEST))
            throw Refusal.invalid("out-of-range", "from", from, "Give a time between 2000 and 2200.");
        if (until.isBefore(from) || until.isAfter(LATEST))
            throw Refusal.invalid("out-of-range", "until", until, "Give a time after from, before 2200.");
    }

    private void require(WorkPeriod was, Correction to) {
        var problems = new ArrayList<Problem>();
        Texts.require(problems, "reason", to.reason(), LONGEST_REASON);
        var now = clock.instant();
        if (to.startedAt().isBefore(EARLIEST))
            problems.add(Problem.of("too-long-ago", "startedAt", to.startedAt(), "Give a time after the year 2000."));
        if (to.startedAt().isAfter(now)) problems.add(inFuture("startedAt", to.startedAt()));
        var end = to.endedAt();
        if (end != null && end.isAfter(now)) problems.add(inFuture("endedAt", end));
        if (end != null && end.isBefore(to.startedAt()))
            problems.add(Problem.of("ends-before-start", "endedAt", end, "Give an end after the start."));
        if (Duration.between(to.startedAt(), end == null ? now : end).compareTo(LONGEST) > 0)
            problems.add(Problem.of("too-long", "endedAt", end, "Nobody works more than 24 hours on end."));
        if (problems.isEmpty() && overlaps(was, to))
            problems.add(Problem.of(
                    "overlaps",
                    "startedAt",
                    to.startedAt(),
                    was.name() + " was at work by another entry at that time; correct that one first."));
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
    }

    private static Problem inFuture(String field, Instant value) {
        return Problem.of("in-the-future", field, value, "Give a time that has been.");
    }

    private boolean overlaps(WorkPeriod was, Correction to) {
        return jdbc.sql(OVERLAPPING)
                        .param("user", was.userId())
                        .param("id", was.id())
                        .param("started", Sql.timestamp(to.startedAt()))
                        .param("ended", Sql.timestamp(to.endedAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private WorkPeriod find(UUID id) {
        return jdbc.sql(SELECT + "where p.id = :id")
                .param("id", id)
                .query(WorkPeriod.class)
                .optional()
                .orElseThrow(() -> Refusal.notFound("work period", id));
    }

    private boolean exists(WarehouseId site) {
        return jdbc.sql("select exists (select from warehouse where id = :site)")
                .param("site", site.value())
                .query(Boolean.class)
                .single();
    }

    private WorkPeriod told(UUID id, String type) {
        var period = find(id);
        var now = clock.instant();
        Map<String, Object> data = new HashMap<>();
        data.put("site", period.warehouse());
        data.put("person", period.name());
        data.put("startedAt", period.startedAt().toString());
        if (period.endedAt() != null) data.put("endedAt", period.endedAt().toString());
        facts.record(new Fact(null, period.userId(), "work period", id, type, now, null, null, data));
        return period;
    }

    static Optional<UUID> person() {
        var key = Context.current().actor().key();
        if (!key.startsWith("user:")) return Optional.empty();
        try {
            return Optional.of(UUID.fromString(key.substring("user:".length())));
        } catch (IllegalArgumentException nobody) {
            return Optional.empty();
        }
    }

    private static UUID me() {
        return person().orElseThrow(() -> Refusal.conflict(
                "not-a-person", "Only people clock in and out; sign in as one instead of sending a token."));
    }
}
