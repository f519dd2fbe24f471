package wharf.shipping.tracking;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.ParcelId;

/** The tables {@code parcel_journey} and {@code parcel_milestone}: what was concluded from events. */
@Component
class JourneyRows {
    private static final String BEGIN = """
            insert into parcel_journey (parcel_id, merchant_id, carrier, tracking, deliver_by, heard_at)
            select p.id, p.merchant_id, l.carrier, l.tracking, cast(n.deliver_by as date), :now
            from unnest(:parcels, :deliverBy) as n (id, deliver_by)
            join parcel p on p.id = n.id
            join label l on l.parcel_id = p.id and l.state = 'BOUGHT'
            on conflict (parcel_id) do update
            set deliver_by = excluded.deliver_by
            """;
    private static final String REACH = """
            insert into parcel_milestone (parcel_id, milestone, merchant_id, occurred_at)
            select m.parcel_id, m.milestone, m.merchant_id, m.at
            from unnest(:parcels, :milestones, :merchants, :at) as m (parcel_id, milestone, merchant_id, at)
            order by m.parcel_id, m.milestone
            on conflict (parcel_id, milestone) do nothing
            returning parcel_id, milestone
            """;
    private static final String CONCLUDE = """
            insert into parcel_journey as j (parcel_id, merchant_id, carrier, tracking, milestone, last_event_at, last_place, expected_by,
                                             heard_at, ended_at, changes)
            select p.id, p.merchant_id, l.carrier, l.tracking, n.milestone, n.at, n.place, cast(n.expected as date), :now, n.ended, 1
            from unnest(:parcels, :milestones, :at, :places, :expected, :ended) as n (id, milestone, at, place, expected, ended)
            join parcel p on p.id = n.id
            join label l on l.parcel_id = p.id and l.state = 'BOUGHT'
            on conflict (parcel_id) do update
            set milestone = excluded.milestone, last_event_at = excluded.last_event_at, last_place = excluded.last_place,
                expected_by = excluded.expected_by, heard_at = excluded.heard_at, ended_at = excluded.ended_at, changes = j.changes + 1
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    JourneyRows(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A parcel's first arrival at a milestone. */
    record Arrival(ParcelId parcel, MerchantId merchant, Milestone milestone, Instant at) {}

    private record Fresh(UUID parcelId, Milestone milestone) {}

    /** Begins the journeys of parcels that leave now, each with the day by which it was promised. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(Map<ParcelId, ? extends java.time.@Nullable LocalDate> promised) {
        var parcels = List.copyOf(promised.keySet());
        jdbc.sql(BEGIN)
                .param("now", Sql.timestamp(clock.instant()))
                .param("parcels", Sql.ids(parcels))
                .param(
                        "deliverBy",
                        Sql.texts(parcels.stream()
                                .map(parcel -> {
                                    var day = promised.get(parcel);
                                    return day == null ? null : day.toString();
                                })
                                .toList()))
                .update();
    }

    /** Notes arrivals, and returns those that are the first at their milestone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Arrival> reach(Collection<Arrival> arrivals) {
        var fresh = new java.util.HashSet<>(jdbc.sql(REACH)
                .param("parcels", Sql.ids(arrivals.stream().map(Arrival::parcel).toList()))
                .param(
                        "milestones",
                        Sql.texts(
                                arrivals.stream().map(a -> a.milestone().name()).toList()))
                .param(
                        "merchants",
                        Sql.ids(arrivals.stream().map(Arrival::merchant).toList()))
                .param("at", Sql.instants(arrivals.stream().map(Arrival::at).toList()))
                .query(Fresh.class)
                .list());
        return arrivals.stream()
                .filter(a -> fresh.contains(new Fresh(a.parcel().value(), a.milestone())))
                .toList();
    }

    /** Stores where parcels are now; only those of which something was heard. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void conclude(Map<ParcelId, Journey> journeys) {
        var heard = journeys.entrySet().stream()
                .filter(entry -> entry.getValue().latest().isPresent())
                .sorted(java.util.Comparator.comparing(entry -> entry.getKey().value()))
                .toList();
        if (heard.isEmpty()) return;
        var latest = heard.stream()
                .map(entry -> entry.getValue().latest().orElseThrow())
                .toList();
        jdbc.sql(CONCLUDE)
                .param("now", Sql.timestamp(clock.instant()))
                .param("parcels", Sql.ids(heard.stream().map(Map.Entry::getKey).toList()))
                .param(
                        "milestones",
                        Sql.texts(latest.stream().map(e -> e.milestone().name()).toList()))
                .param(
                        "at",
                        Sql.instants(
                                latest.stream().map(TrackingEvent::occurredAt).toList()))
                .param(
                        "places",
                        Sql.texts(latest.stream().map(TrackingEvent::place).toList()))
                .param(
                        "expected",
                        Sql.texts(heard.stream()
                                .map(entry -> entry.getValue().expectedBy())
                                .map(day -> day == null ? null : day.toString())
                                .toList()))
                .param(
                        "ended",
                        Sql.instants(heard.stream()
                                .map(entry -> ended(entry.getValue()))
                                .toList()))
                .update();
    }

    private static @Nullable Instant ended(Journey journey) {
        return journey.state().isOver() ? journey.latest().orElseThrow().occurredAt() : null;
    }
}
