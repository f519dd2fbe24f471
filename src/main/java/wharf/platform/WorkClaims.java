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

/**
 * Leases on rows of {@code work}. Uses the database's clock, which all nodes share. A lease is told from a later one of the same row by its end:
 * whoever comes when another node has taken over changes nothing.
 */
@Component
class WorkClaims {
    // The recursive part is a loose index scan over merchants: those with something due get equal shares of the batch,
    // so that one's backlog does not starve another's single order. Where they are more than the batch has places, the
    // lot decides each time: whoever comes first by any lasting order would come first always.
    private static final String CLAIM = """
            with recursive m as (
              (select merchant_id from work where step = :step order by merchant_id limit 1)
              union all
              select (select w.merchant_id from work w where w.step = :step and w.merchant_id > m.merchant_id order by w.merchant_id limit 1)
              from m
              where m.merchant_id is not null
            ), waiting as materialized (
              select m.merchant_id
              from m
              cross join lateral (
                select
                from work w
                where w.step = :step
                and w.merchant_id = m.merchant_id
                and w.due_at <= now()
                and w.lease_until <= now()
                order by w.due_at
                limit 1
              ) due
              where m.merchant_id is not null
              order by random()
            ), picked as (
              select due.subject
              from waiting
              cross join lateral (
                select w.subject
                from work w
                where w.step = :step
                and w.merchant_id = waiting.merchant_id
                and w.due_at <= now()
                and w.lease_until <= now()
                order by w.due_at
                limit greatest(1, :batch / (select greatest(1, count(*)) from waiting))
                for update skip locked
              ) due
              limit :batch
            )
            update work
            set lease_until = now() + make_interval(secs => :lease)
            from picked
            where work.step = :step
            and work.subject = picked.subject
            returning work.subject, work.version, work.attempts, work.trace, work.lease_until
            """;
    private static final String FINISH = """
            delete from work
            using unnest(:subjects, :versions, :leases) as d (subject, version, lease_until)
            where work.step = :step
            and work.subject = d.subject
            and work.version = d.version
            and work.lease_until = d.lease_until
            """;
    private static final String POSTPONE = """
            update work
            set due_at = l.due_at, lease_until = '-infinity', attempts = case when :failed then attempts + 1 else 0 end, note = l.note
            from unnest(:subjects, :versions, :leases, :dueAt, :notes) as l (subject, version, lease_until, due_at, note)
            where work.step = :step
            and work.subject = l.subject
            and work.version = l.version
            and work.lease_until = l.lease_until
            """;
    private static final String RELEASE = """
            update work
            set lease_until = '-infinity'
            from unnest(:subjects, :leases) as l (subject, lease_until)
            where work.step = :step
            and work.subject = l.subject
            and work.lease_until = l.lease_until
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
            @Nullable String trace,
            Instant leaseUntil) {}

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
        int finished = jdbc.sql(FINISH)
                .param("step", step)
                .param("subjects", Sql.uuids(claims, Claim::subject))
                .param("versions", Sql.ints(claims, Claim::version))
                .param("leases", Sql.instants(claims, Claim::leaseUntil))
                .update();
        if (finished < claims.size()) release(step, claims);
    }

    /** Sets claimed work aside until later; what was queued again meanwhile (another version) is due at once instead. */
    @Transactional
    public void postpone(String step, Collection<Claim> claims, Map<UUID, WorkStep.Later> later, boolean failed) {
        var postponed = claims.stream()
                .filter(claim -> later.containsKey(claim.subject()))
                .toList();
        if (postponed.isEmpty()) return;
        int setAside = jdbc.sql(POSTPONE)
                .param("step", step)
                .param("failed", failed)
                .param("subjects", Sql.uuids(postponed, Claim::subject))
                .param("versions", Sql.ints(postponed, Claim::version))
                .param("leases", Sql.instants(postponed, Claim::leaseUntil))
                .param(
                        "dueAt",
                        Sql.instants(
                                postponed, claim -> get(later, claim.subject()).dueAt()))
                .param(
                        "notes",
                        Sql.texts(
                                postponed, claim -> get(later, claim.subject()).note()))
                .update();
        if (setAside < postponed.size()) release(step, postponed);
    }

    /** What is still under these leases was queued again meanwhile. */
    private void release(String step, Collection<Claim> claims) {
        jdbc.sql(RELEASE)
                .param("step", step)
                .param("subjects", Sql.uuids(claims, Claim::subject))
                .param("leases", Sql.instants(claims, Claim::leaseUntil))
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
