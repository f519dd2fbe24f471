package wharf.platform;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.shared.MerchantId;

/** The queue of leased work: add to it in the transaction that makes the work necessary. */
@Component
public class Work {
    static final String CHANNEL = "wharf_work";
    /** When work is due that nobody tries any more by itself. */
    static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private static final String ADD = """
            insert into work (step, subject, merchant_id, due_at, trace)
            select :step, w.subject, w.merchant_id, coalesce(:dueAt, now()), cast(:trace as text)
            from unnest(:subjects, :merchants) as w (subject, merchant_id)
            on conflict (step, subject) do update
            set due_at = least(work.due_at, excluded.due_at), version = excluded.version, attempts = 0, note = null,
                trace = coalesce(excluded.trace, work.trace)
            """;
    private static final String ADD_AND_WAKE = "with added as (" + ADD + ") select pg_notify('" + CHANNEL + "', :step)";
    private static final String STUCK = """
            select step, subject, merchant_id, attempts, due_at, note, added_at
            from work
            where attempts >= :attempts
            order by attempts desc, due_at
            limit :limit
            """;

    private final JdbcClient jdbc;
    private final Pipeline pipeline;
    private final Traces traces;
    private final WorkPause pause;

    Work(JdbcClient jdbc, Pipeline pipeline, Traces traces, WorkPause pause) {
        this.jdbc = jdbc;
        this.pipeline = pipeline;
        this.traces = traces;
        this.pause = pause;
    }

    /** A subject of a step and the merchant it belongs to. */
    public record Subject(UUID id, MerchantId merchant) {}

    /** Work that keeps failing, or was given up. */
    public record Stuck(
            String step,
            UUID subject,
            UUID merchantId,
            int attempts,
            Instant dueAt,
            @Nullable String note,
            Instant addedAt) {
        /** It is not tried any more by itself. */
        @com.fasterxml.jackson.annotation.JsonProperty
        public boolean givenUp() {
            return !dueAt.isBefore(NEVER);
        }
    }

    /**
     * Queues the step for the subjects and wakes a node at commit; a subject already queued is looked at again. In a rush nobody is woken: the
     * workers look by themselves every second, and commits that notify wait for one another.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(String step, Collection<Subject> subjects) {
        add(step, subjects, null);
    }

    /** As {@link #add(String, Collection)}, not before {@code dueAt} (system time). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(String step, Collection<Subject> subjects, @Nullable Instant dueAt) {
        if (subjects.isEmpty()) return;
        var sorted = subjects.stream()
                .distinct()
                .sorted(java.util.Comparator.comparing(Subject::id))
                .toList();
        boolean wake = dueAt == null && !pause.isRush();
        pipeline.sql(wake ? ADD_AND_WAKE : ADD)
                .param("step", step)
                .param("dueAt", Sql.timestamp(dueAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("trace", traces.current())
                .param("subjects", Sql.uuids(sorted, Subject::id))
                .param("merchants", Sql.ids(sorted, Subject::merchant))
                .send();
    }

    public void add(String step, UUID subject, MerchantId merchant) {
        add(step, List.of(new Subject(subject, merchant)));
    }

    /** Withdraws queued work, when its subject needs the step no longer. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(String step, Collection<UUID> subjects) {
        jdbc.sql("delete from work where step = :step and subject = any(:subjects)")
                .param("step", step)
                .param("subjects", Sql.uuids(subjects))
                .update();
    }

    /** What has failed at least {@code attempts} times, for the exceptions screen. */
    @Transactional(readOnly = true)
    public List<Stuck> stuck(int attempts, int limit) {
        return jdbc.sql(STUCK)
                .param("attempts", attempts)
                .param("limit", limit)
                .query(Stuck.class)
                .list();
    }

    /** Has another try at work that backed off or was given up, now; false when there is no such work. */
    @Transactional
    public boolean retryNow(String step, UUID subject) {
        int found = jdbc.sql(
                        "update work set due_at = now(), attempts = 0, version = nextval('work_version') where step = :step and subject = :subject")
                .param("step", step)
                .param("subject", subject)
                .update();
        jdbc.sql("select pg_notify('" + CHANNEL + "', :step)")
                .param("step", step)
                .query((row, n) -> 1)
                .list();
        return found == 1;
    }
}
