package wharf.shipping.tracking;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.platform.WorkStep;
import wharf.shared.MerchantId;
import wharf.shipping.CarrierPort;

/** Asks carriers for parcels of which nothing was heard for a while: a webhook may be lost. */
@Component
class Polls implements WorkStep {
    static final String NAME = "POLL_TRACKING";
    private static final int MOST = 2_000;
    private static final String SILENT = """
            update parcel_journey j
            set asked_at = :now
            from (select parcel_id
                  from parcel_journey
                  where ended_at is null
                  and greatest(heard_at, asked_at) < :since
                  order by greatest(heard_at, asked_at)
                  limit :limit
                  for update skip locked) silent
            where j.parcel_id = silent.parcel_id
            returning j.parcel_id, j.merchant_id
            """;
    private static final String TRACKINGS = """
            select parcel_id, carrier, tracking
            from parcel_journey
            where parcel_id = any(:parcels)
            and ended_at is null
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Work work;
    private final Asking asking;
    private final Duration patience;

    /** @param patience for how long (business time) a parcel may be silent before its carrier is asked, and asked again */
    Polls(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Work work,
            Asking asking,
            @Value("${wharf.tracking.ask-after:12h}") Duration patience) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.work = work;
        this.asking = asking;
        this.patience = patience;
    }

    /** Who is asked, and who takes the answer. */
    @Component
    record Asking(
            List<CarrierPort> carriers,
            List<TrackingSource> sources,
            CarrierHook hook,
            TrackingIntake intake,
            BusinessClock clock) {
        void ask(String carrier, String tracking) {
            carriers.stream()
                    .filter(port -> port.carrier().equals(carrier))
                    .flatMap(port -> port.track(tracking).stream())
                    .forEach(news -> {
                        var source = Objects.requireNonNull(byName().get(news.source()), news.source());
                        intake.take(source.name(), hook.read(source, news.message()), TrackingEvent.Heard.POLL);
                    });
        }

        private Map<String, TrackingSource> byName() {
            return sources.stream().collect(Collectors.toMap(TrackingSource::name, Function.identity()));
        }
    }

    private record Silent(UUID parcelId, UUID merchantId) {}

    private record Followed(UUID parcelId, String carrier, String tracking) {}

    /** Queues those that have been silent for too long; returns how many. */
    int queue() {
        var now = asking.clock().instant();
        return Objects.requireNonNull(transaction.execute(status -> {
            var silent = jdbc.sql(SILENT)
                    .param("now", Sql.timestamp(now))
                    .param("since", Sql.timestamp(now.minus(patience)))
                    .param("limit", MOST)
                    .query(Silent.class)
                    .list();
            work.add(
                    NAME,
                    silent.stream()
                            .map(one -> new Work.Subject(one.parcelId(), new MerchantId(one.merchantId())))
                            .toList());
            return silent.size();
        }));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int batchSize() {
        return 16;
    }

    /** A carrier that hangs is given up within it. */
    @Override
    public Duration lease() {
        return Duration.ofSeconds(120);
    }

    @Override
    public Result run(List<UUID> parcels) {
        var followed = Objects.requireNonNull(transaction.execute(status -> jdbc.sql(TRACKINGS)
                .param("parcels", Sql.uuids(parcels))
                .query(Followed.class)
                .list()));
        followed.forEach(parcel -> asking.ask(parcel.carrier(), parcel.tracking()));
        return Result.DONE;
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {
        @Bean
        RecurringTask<Void> trackingPolls(Polls polls) {
            return Tasks.recurring("tracking-polls", FixedDelay.of(Duration.ofMinutes(5)))
                    .execute((instance, context) ->
                            Context.background("tracking-polls").run(polls::queue));
        }
    }
}
