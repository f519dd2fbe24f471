package wharf.webhook;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.Context;
import wharf.platform.KillPoint;
import wharf.platform.Sql;
import wharf.platform.Traces;
import wharf.platform.WebhookSignature;
import wharf.platform.WorkStep;

/**
 * Sends deliveries, an endpoint at a time by whichever node holds it: one after the other, at least once, under a stable id. What fails is tried
 * again, ever more rarely, for about four days; then it is given up and can be replayed. An endpoint that gives no answer is left alone for as
 * long as it has been silent, five minutes at most; one that has answered nothing well for longer than {@code wharf.webhook.off-after}, or says
 * 410 Gone, is switched off.
 */
@Component
class WebhookStep implements WorkStep {
    static final String NAME = "WEBHOOK";
    /** After the first failure, the second, and so on. */
    static final List<Duration> RETRIES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /** How many messages one visit to an endpoint takes, and after how long it begins no other: the rest comes after the other endpoints' turn. */
    private static final int A_VISIT = 32;

    private static final Duration VISIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WISH = Duration.ofHours(24);
    private static final String DUE = """
            select d.id, e.id as endpoint_id, d.merchant_id, d.body, d.attempts, e.url, e.secret,
                   case when e.old_secret_until > now() then e.old_secret end as old_secret
            from webhook_endpoint e
            cross join lateral (
              select id, merchant_id, body, attempts, due_at, sequence
              from webhook_delivery
              where endpoint_id = e.id
              and state = 'QUEUED'
              and due_at <= now()
              order by due_at, sequence
              limit :most) d
            where e.id = any(:endpoints)
            and e.state = 'ACTIVE'
            and (e.silent_until is null or e.silent_until <= now())
            order by e.id, d.due_at, d.sequence
            """;
    private static final String NEXT = """
            select e.id, greatest(d.due_at, e.silent_until) as due_at
            from webhook_endpoint e
            cross join lateral (
              select due_at
              from webhook_delivery
              where endpoint_id = e.id
              and state = 'QUEUED'
              order by due_at
              limit 1) d
            where e.id = any(:endpoints)
            and e.state = 'ACTIVE'
            """;
    /** Nothing where it was removed meanwhile, with its endpoint. */
    private static final String TRIED = """
            insert into webhook_attempt (delivery_id, merchant_id, at, status, millis, problem)
            select id, merchant_id, cast(:at as timestamptz), :status, :millis, :problem
            from webhook_delivery
            where id = :id
            for key share
            """;

    private static final String SETTLE = """
            update webhook_delivery
            set state = :state, attempts = attempts + 1, due_at = coalesce(:due, due_at),
                settled_at = case when :state = 'QUEUED' then null else cast(:at as timestamptz) end
            where id = :id
            and state = 'QUEUED'
            """;
    private static final String WELL = """
            update webhook_endpoint
            set failing_since = null, silent_until = null
            where id = :endpoint
            and failing_since is not null
            """;
    private static final String FAILING = """
            update webhook_endpoint
            set failing_since = coalesce(failing_since, t.at),
                silent_until = case when :silent
                  then t.at + least(greatest(t.at - coalesce(failing_since, t.at), interval '5 seconds'), interval '5 minutes') end
            from (select cast(:at as timestamptz) as at) t
            where id = :endpoint
            returning failing_since
            """;

    private final JdbcClient jdbc;
    private final WebhookClient client;
    private final SwitchingOff switching;
    private final Traces traces;
    private final TransactionTemplate transaction;
    private final Duration offAfter;

    /** @param offAfter how long an endpoint may fail before it is switched off, by system time */
    WebhookStep(
            JdbcClient jdbc,
            WebhookClient client,
            SwitchingOff switching,
            Traces traces,
            TransactionTemplate transaction,
            @Value("${wharf.webhook.off-after:5d}") Duration offAfter) {
        this.jdbc = jdbc;
        this.client = client;
        this.switching = switching;
        this.traces = traces;
        this.transaction = transaction;
        this.offAfter = offAfter;
    }

    private record Job(
            UUID id,
            UUID endpoint,
            byte[] body,
            int attempts,
            String url,
            String secret,
            @Nullable String oldSecret) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int batchSize() {
        return WebhookClient.AT_ONCE;
    }

    @Override
    public boolean isApart() {
        return true;
    }

    @Override
    public Result run(List<UUID> endpoints) {
        var byEndpoint = new LinkedHashMap<UUID, List<Job>>();
        for (var job : due(endpoints))
            byEndpoint.computeIfAbsent(job.endpoint(), any -> new ArrayList<>()).add(job);
        var context = Context.current();
        var cause = traces.current();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var visits = new ArrayList<Future<?>>();
            for (var jobs : byEndpoint.values()) visits.add(pool.submit(() -> context.run(() -> visit(jobs, cause))));
            visits.forEach(WebhookStep::end);
        }
        return Result.later(next(endpoints));
    }

    private List<Job> due(List<UUID> endpoints) {
        return Objects.requireNonNull(transaction.execute(status -> jdbc.sql(DUE)
                .param("endpoints", Sql.uuids(endpoints))
                .param("most", A_VISIT)
                .query((row, n) -> job(row))
                .list()));
    }

    /** When an endpoint comes again for which something is left. */
    private Map<UUID, Later> next(List<UUID> endpoints) {
        var later = new HashMap<UUID, Later>();
        transaction.executeWithoutResult(status -> jdbc.sql(NEXT)
                .param("endpoints", Sql.uuids(endpoints))
                .query((row, n) -> later.put(
                        row.getObject("id", UUID.class),
                        new Later(
                                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                                "Has something to be sent.")))
                .list());
        return later;
    }

    /** What follows a failure goes on; what follows silence waits with it. */
    private void visit(List<Job> jobs, @Nullable String cause) {
        long begun = System.nanoTime();
        for (var job : jobs) {
            boolean answered = send(job, cause);
            if (!answered || System.nanoTime() - begun > VISIT.toNanos()) return;
        }
    }

    /** Returns whether anything was answered. */
    private boolean send(Job job, @Nullable String cause) {
        var now = Instant.now();
        var secrets =
                job.oldSecret() == null ? new String[] {job.secret()} : new String[] {job.secret(), job.oldSecret()};
        var signature = WebhookSignature.sign("msg_" + job.id(), now, job.body(), secrets);
        KillPoint.reached("webhook.signed");
        var answer = traces.over("call webhook", cause, () -> client.post(job.url(), signature, job.body()));
        KillPoint.reached("webhook.sent");
        transaction.executeWithoutResult(status -> settle(job, answer));
        return answer.status() != null;
    }

    /** The endpoint first, as who removes or replays does. */
    private void settle(Job job, WebhookClient.Answer answer) {
        var at = Instant.now();
        var since = answer.isGood() ? well(job) : failing(job, answer, at);
        int known = jdbc.sql(TRIED)
                .param("id", job.id())
                .param("at", Sql.timestamp(at))
                .param("status", answer.status(), Types.INTEGER)
                .param("millis", answer.millis())
                .param("problem", answer.problem())
                .update();
        if (known == 0) return;
        if (answer.isGood()) {
            move(job, DeliveryView.State.DELIVERED, at, null);
            return;
        }
        boolean last = answer.isGone() || job.attempts() >= RETRIES.size();
        if (last) move(job, DeliveryView.State.DEAD, at, null);
        else move(job, DeliveryView.State.QUEUED, at, again(job, answer, at));
        if (answer.isGone()) switching.off(job.endpoint(), "The receiver says that it is gone for good (410).");
        else if (since.isBefore(at.minus(offAfter)))
            switching.off(job.endpoint(), "It has not answered well since " + since + ".");
    }

    private Instant well(Job job) {
        jdbc.sql(WELL).param("endpoint", job.endpoint()).update();
        return Instant.MAX;
    }

    /** Returns since when it fails. */
    private Instant failing(Job job, WebhookClient.Answer answer, Instant at) {
        return jdbc.sql(FAILING)
                .param("endpoint", job.endpoint())
                .param("at", Sql.timestamp(at))
                .param("silent", answer.status() == null)
                .query((row, n) ->
                        row.getObject("failing_since", OffsetDateTime.class).toInstant())
                .optional()
                .orElse(at);
    }

    private void move(Job job, DeliveryView.State state, Instant at, @Nullable Instant due) {
        jdbc.sql(SETTLE)
                .param("id", job.id())
                .param("state", state.name())
                .param("at", Sql.timestamp(at))
                .param("due", Sql.timestamp(due), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    private static Instant again(Job job, WebhookClient.Answer answer, Instant at) {
        long millis = RETRIES.get(job.attempts()).toMillis();
        long asked = Math.min(answer.retryAfterSeconds() * 1000, LONGEST_WISH.toMillis());
        // A little apart, so that a receiver that comes back is not told everything at once.
        long spread = ThreadLocalRandom.current().nextLong(millis / 10 + 1);
        return at.plusMillis(Math.max(millis, asked) + spread);
    }

    private static void end(Future<?> visit) {
        try {
            visit.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while webhooks were out", e);
        }
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                row.getObject("id", UUID.class),
                row.getObject("endpoint_id", UUID.class),
                row.getString("body").getBytes(StandardCharsets.UTF_8),
                row.getInt("attempts"),
                row.getString("url"),
                row.getString("secret"),
                row.getString("old_secret"));
    }
}
