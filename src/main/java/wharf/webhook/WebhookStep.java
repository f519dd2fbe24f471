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
import java.util.Optional;
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
import wharf.platform.WebhookSignature;
import wharf.platform.WorkStep;

/**
 * Sends deliveries: one after the other to an endpoint, several endpoints at a time; at least once, under a stable id. What fails is tried again,
 * ever more rarely, for about four days; then it is given up and can be replayed. An endpoint that has answered nothing well for longer than
 * {@code wharf.webhook.off-after}, or says 410 Gone, is switched off.
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

    private static final int AT_ONCE = 8;
    private static final Duration LONGEST_WISH = Duration.ofHours(24);
    private static final String LOAD = """
            select d.id, d.endpoint_id, d.merchant_id, d.body, d.attempts, e.url, e.secret, e.state,
                   case when e.old_secret_until > now() then e.old_secret end as old_secret
            from webhook_delivery d
            join webhook_endpoint e on e.id = d.endpoint_id
            where d.id = any(:ids)
            and d.state = 'QUEUED'
            order by d.endpoint_id, d.sequence
            """;
    private static final String TRIED = """
            insert into webhook_attempt (delivery_id, merchant_id, at, status, millis, problem)
            values (:id, :merchant, :at, :status, :millis, :problem)
            """;
    private static final String SETTLE = """
            update webhook_delivery
            set state = :state, attempts = attempts + 1, settled_at = case when :state = 'QUEUED' then null else cast(:at as timestamptz) end
            where id = :id
            and state = 'QUEUED'
            """;
    private static final String WELL =
            "update webhook_endpoint set failing_since = null where id = :endpoint and failing_since is not null";
    private static final String FAILING = """
            update webhook_endpoint
            set failing_since = coalesce(failing_since, :at)
            where id = :endpoint
            returning failing_since
            """;

    private final JdbcClient jdbc;
    private final WebhookClient client;
    private final SwitchingOff switching;
    private final TransactionTemplate transaction;
    private final Duration offAfter;

    /** @param offAfter how long an endpoint may fail before it is switched off, by system time */
    WebhookStep(
            JdbcClient jdbc,
            WebhookClient client,
            SwitchingOff switching,
            TransactionTemplate transaction,
            @Value("${wharf.webhook.off-after:5d}") Duration offAfter) {
        this.jdbc = jdbc;
        this.client = client;
        this.switching = switching;
        this.transaction = transaction;
        this.offAfter = offAfter;
    }

    private record Job(
            UUID id,
            UUID endpoint,
            @Nullable UUID merchant,
            byte[] body,
            int attempts,
            String url,
            String secret,
            @Nullable String oldSecret,
            boolean off) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int batchSize() {
        return 32;
    }

    /** Longer than the slowest batch: all of it to one endpoint that answers nothing. */
    @Override
    public Duration lease() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Result run(List<UUID> ids) {
        var byEndpoint = new LinkedHashMap<UUID, List<Job>>();
        for (var job : load(ids))
            if (!job.off())
                byEndpoint
                        .computeIfAbsent(job.endpoint(), any -> new ArrayList<>())
                        .add(job);
        Map<UUID, Later> later = new HashMap<>();
        var context = Context.current();
        try (var pool = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var endpoints = new ArrayList<Future<Map<UUID, Later>>>();
            for (var jobs : byEndpoint.values()) endpoints.add(pool.submit(() -> context.call(() -> inOrder(jobs))));
            for (var endpoint : endpoints) later.putAll(get(endpoint));
        }
        return Result.later(later);
    }

    private List<Job> load(List<UUID> ids) {
        return Objects.requireNonNull(transaction.execute(status -> jdbc.sql(LOAD)
                .param("ids", Sql.uuids(ids))
                .query((row, n) -> job(row))
                .list()));
    }

    /** What follows a failure waits with it a little, so that a receiver that comes back hears things in their order as a rule. */
    private Map<UUID, Later> inOrder(List<Job> jobs) {
        var later = new HashMap<UUID, Later>();
        boolean silent = false;
        for (var job : jobs) {
            if (silent) {
                later.put(
                        job.id(), new Later(Instant.now().plus(RETRIES.getFirst()), "Waits for what comes before it."));
                continue;
            }
            var retry = send(job);
            retry.ifPresent(again -> later.put(job.id(), again));
            // One that answers nothing at all keeps a thread for long: the rest of this batch comes later.
            silent = retry.filter(again -> again.note().startsWith(NO_ANSWER)).isPresent();
        }
        return later;
    }

    private static final String NO_ANSWER = "No answer";

    private Optional<Later> send(Job job) {
        var now = Instant.now();
        var secrets =
                job.oldSecret() == null ? new String[] {job.secret()} : new String[] {job.secret(), job.oldSecret()};
        var signature = WebhookSignature.sign("msg_" + job.id(), now, job.body(), secrets);
        KillPoint.reached("webhook.signed");
        var answer = client.post(job.url(), signature, job.body());
        KillPoint.reached("webhook.sent");
        return Objects.requireNonNull(transaction.execute(status -> settle(job, answer, now)));
    }

    private Optional<Later> settle(Job job, WebhookClient.Answer answer, Instant at) {
        jdbc.sql(TRIED)
                .param("id", job.id())
                .param("merchant", job.merchant(), Types.OTHER)
                .param("at", Sql.timestamp(at))
                .param("status", answer.status(), Types.INTEGER)
                .param("millis", answer.millis())
                .param("problem", answer.problem())
                .update();
        if (answer.isGood()) {
            move(job, DeliveryView.State.DELIVERED, at);
            jdbc.sql(WELL).param("endpoint", job.endpoint()).update();
            return Optional.empty();
        }
        var since = jdbc.sql(FAILING)
                .param("endpoint", job.endpoint())
                .param("at", Sql.timestamp(at))
                .query((row, n) ->
                        row.getObject("failing_since", OffsetDateTime.class).toInstant())
                .single();
        boolean last = answer.isGone() || job.attempts() >= RETRIES.size();
        move(job, last ? DeliveryView.State.DEAD : DeliveryView.State.QUEUED, at);
        if (answer.isGone()) switching.off(job.endpoint(), "The receiver says that it is gone for good (410).");
        else if (since.isBefore(at.minus(offAfter)))
            switching.off(job.endpoint(), "It has not answered well since " + since + ".");
        return last ? Optional.empty() : Optional.of(again(job, answer, at));
    }

    private void move(Job job, DeliveryView.State state, Instant at) {
        jdbc.sql(SETTLE)
                .param("id", job.id())
                .param("state", state.name())
                .param("at", Sql.timestamp(at))
                .update();
    }

    private static Later again(Job job, WebhookClient.Answer answer, Instant at) {
        long millis = RETRIES.get(job.attempts()).toMillis();
        long asked = Math.min(answer.retryAfterSeconds() * 1000, LONGEST_WISH.toMillis());
        // A little apart, so that a receiver that comes back is not told everything at once.
        long spread = ThreadLocalRandom.current().nextLong(millis / 10 + 1);
        var note = (answer.status() == null ? NO_ANSWER + ": " : "") + answer.problem();
        return new Later(at.plusMillis(Math.max(millis, asked) + spread), note);
    }

    private static Map<UUID, Later> get(Future<Map<UUID, Later>> answers) {
        try {
            return answers.get();
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
                row.getObject("merchant_id", UUID.class),
                row.getString("body").getBytes(StandardCharsets.UTF_8),
                row.getInt("attempts"),
                row.getString("url"),
                row.getString("secret"),
                row.getString("old_secret"),
                EndpointView.State.valueOf(row.getString("state")) == EndpointView.State.OFF);
    }
}
