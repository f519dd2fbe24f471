package wharf.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Leases on rows of {@code work}. Uses the database's clock, which all nodes share. */
@Component
class WorkClaims {
    // The recursive part is a loose index scan over merchants: each gets an equal share of the batch, so that one
    // merchant's backlog
    // does not starve another's single order.
    private static final String CLAIM = """
            with recursive m as (
              (select merchant_id from work where step = :step order by merchant_id limit 1)
              union all
              select (select w.merchant_id from work w where w.step = :step and w.merchant_id > m.merchant_id order by w.merchant_id limit 1)
              from m
              where m.merchant_id is not null
            ), picked as (
              select due.subject
              from m
              cross join lateral (
                select w.subject
                from work w
                where w.step = :step
                and w.merchant_id = m.merchant_id
                and w.due_at <= now()
                and w.lease_until <= now()
                order by w.due_at
                limit greatest(1, :batch / (select greatest(1, count(merchant_id)) from m))
                for update skip locked
              ) due
              where m.merchant_id is not null
              limit :batch
            )
            update work
            set lease_until = now() + make_interval(secs => :lease)
            from picked
            where work.step = :step
            and work.subject = picked.subject
            returning work.subject, work.version, work.attempts, work.trace
            """;
    private static final String FINISH = """
            delete from work
            using unnest(:subjects, :versions) as d (subject, version)
            where work.step = :step
            and work.subject = d.subject
            and work.version = d.version
            """;
    private static final String RELEASE_CHANGED = """
            update work
            set lease_until = '-infinity'
            where step = :step
            and subject = any(:subjects)
            """;
    private static final String RELEASE_OTHERS = """
            update work
            set lease_until = '-infinity'
            from unnest(:subjects, :versions) as l (subject, version)
            where work.step = :step
            and work.subject = l.subject
            and work.version <> l.version
            """;
    private static final String POSTPONE = """
            update work
            set due_at = l.due_at, lease_until = '-infinity', attempts = case when :failed then attempts + 1 else 0 end, note = l.note
            from unnest(:subjects, :versions, :dueAt, :notes) as l (subject, version, due_at, note)
            where work.step = :step
            and work.subject = l.subject
            and work.version = l.version
            """;

    private final JdbcClient jdbc;

    WorkClaims(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param trace what asked for it; null when that is not followed */
    record Claim(
            UUID subject,
            int version,
            int attempts,
            @Nullable String trace) {}

    @Transactional
    public List<Claim> claim(String step, int batch, Duration lease) {
        return jdbc.sql(CLAIM)
                .param("step", step)
                .param("batch", batch)
                .param("lease", (double) lease.toSeconds())
                .query(Claim.class)
                .list();
    }

    /** Removes what is done; what was queued again meanwhile (another version) stays and is due. */
    @Transactional
    public void finish(String step, Collection<Claim> claims) {
        if (claims.isEmpty()) return;
        var subjects = Sql.uuids(claims.stream().map(Claim::subject).toList());
        jdbc.sql(FINISH)
                .param("step", step)
                .param("subjects", subjects)
                .param("versions", Sql.ints(claims.stream().map(Claim::version).toList()))
                .update();
        jdbc.sql(RELEASE_CHANGED)
                .param("step", step)
                .param("subjects", subjects)
                .update();
    }

    /** Sets claimed work aside until later; what was queued again meanwhile (another version) is due at once instead. */
    @Transactional
    public void postpone(String step, Collection<Claim> claims, Map<UUID, WorkStep.Later> later, boolean failed) {
        var postponed = claims.stream()
                .filter(claim -> later.containsKey(claim.subject()))
                .toList();
        if (postponed.isEmpty()) return;
        var subjects = postponed.stream().map(Claim::subject).toList();
        jdbc.sql(POSTPONE)
                .param("step", step)
                .param("failed", failed)
                .param("subjects", Sql.uuids(subjects))
                .param(
                        "versions",
                        Sql.ints(postponed.stream().map(Claim::version).toList()))
                .param(
                        "dueAt",
                        Sql.instants(subjects.stream()
                                .map(s -> get(later, s).dueAt())
                                .toList()))
                .param(
                        "notes",
                        Sql.texts(
                                subjects.stream().map(s -> get(later, s).note()).toList()))
                .update();
        jdbc.sql(RELEASE_OTHERS)
                .param("step", step)
                .param("subjects", Sql.uuids(subjects))
                .param(
                        "versions",
                        Sql.ints(postponed.stream().map(Claim::version).toList()))
                .update();
    }

    private static WorkStep.Later get(Map<UUID, WorkStep.Later> later, UUID subject) {
        return java.util.Objects.requireNonNull(later.get(subject));
    }

    Instant now() {
        return jdbc.sql("select now()")
                .query((row, n) ->
                        row.getObject(1, java.time.OffsetDateTime.class).toInstant())
                .single();
    }
}
