package wharf.shipping.tracking;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.KillPoint;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.MerchantId;
import wharf.shipping.ReturnLabels;

/**
 * Stores events, set-wise and each once, and has their parcels looked at. Of a parcel that comes back only the first scan is kept, with its label.
 * What belongs to no label of ours is left out.
 */
@Component
class TrackingIntake {
    private static final String STORE = """
            insert into tracking_event (source, event_key, occurred_at, parcel_id, merchant_id, tracking, milestone, code, text, place,
                                        expected_by, heard, raw, received_at)
            select :source, e.key, e.at, l.parcel_id, l.merchant_id, e.tracking, e.milestone, e.code, e.text, e.place,
                   cast(e.expected as date), :heard, e.raw, :now
            from unnest(:trackings, :keys, :milestones, :at, :codes, :texts, :places, :expected, :raws)
              as e (tracking, key, milestone, at, code, text, place, expected, raw)
            join label l on l.tracking = e.tracking and l.state = 'BOUGHT'
            order by e.at, e.key
            on conflict (source, event_key, occurred_at) do nothing
            returning parcel_id, merchant_id
            """;

    private final JdbcClient jdbc;
    private final Work work;
    private final ReturnLabels returns;
    private final BusinessClock clock;

    TrackingIntake(JdbcClient jdbc, Work work, ReturnLabels returns, BusinessClock clock) {
        this.jdbc = jdbc;
        this.work = work;
        this.returns = returns;
        this.clock = clock;
    }

    /** Months for which there are partitions, and clocks that go a little fast. */
    private static final Duration OLDEST = Duration.ofDays(400);

    private static final Duration AHEAD = Duration.ofDays(2);

    private record Stored(UUID parcelId, UUID merchantId) {}

    /**
     * Returns how many were new.
     *
     * @throws UnreadableMessage when one happened when no parcel of ours can have been under way
     */
    @Transactional
    public int take(String source, List<CarrierReport> reports, TrackingEvent.Heard heard) {
        if (reports.isEmpty()) return 0;
        var now = clock.instant();
        for (var report : reports)
            if (report.occurredAt().isBefore(now.minus(OLDEST))
                    || report.occurredAt().isAfter(now.plus(AHEAD)))
                throw new UnreadableMessage("No parcel of ours is tracked at " + report.occurredAt() + ".");
        var stored = jdbc.sql(STORE)
                .param("source", source)
                .param("heard", heard.name())
                .param("now", Sql.timestamp(now))
                .param(
                        "trackings",
                        Sql.texts(reports.stream().map(CarrierReport::tracking).toList()))
                .param(
                        "keys",
                        Sql.texts(reports.stream().map(CarrierReport::key).toList()))
                .param(
                        "milestones",
                        Sql.texts(
                                reports.stream().map(r -> r.milestone().name()).toList()))
                .param(
                        "at",
                        Sql.instants(
                                reports.stream().map(CarrierReport::occurredAt).toList()))
                .param(
                        "codes",
                        Sql.texts(reports.stream().map(CarrierReport::code).toList()))
                .param(
                        "texts",
                        Sql.texts(reports.stream().map(CarrierReport::text).toList()))
                .param(
                        "places",
                        Sql.texts(reports.stream().map(CarrierReport::place).toList()))
                .param(
                        "expected",
                        Sql.texts(reports.stream()
                                .map(r -> r.expectedBy() == null
                                        ? null
                                        : r.expectedBy().toString())
                                .toList()))
                .param(
                        "raws",
                        Sql.texts(reports.stream().map(CarrierReport::raw).toList()))
                .query(Stored.class)
                .list();
        work.add(
                FollowStep.NAME,
                stored.stream()
                        .map(event -> new Work.Subject(event.parcelId(), new MerchantId(event.merchantId())))
                        .toList());
        returns.scanned(reports.stream()
                .filter(report -> report.milestone() != Milestone.LABEL_CREATED)
                .map(report -> new ReturnLabels.Scan(report.tracking(), report.occurredAt()))
                .toList());
        KillPoint.reached("tracking.stored");
        return stored.size();
    }
}
