package wharf.shipping.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.ParcelId;

/** Reads where parcels have been. */
@Service
public class Journeys {
    private static final String EVENTS = """
            select parcel_id, milestone, occurred_at, code, text, place, expected_by, heard
            from tracking_event
            where parcel_id = any(:parcels)
            """;
    private static final String WAYS = """
            select parcel_id, carrier, tracking, deliver_by, expected_by, milestone, last_event_at, last_place, changes
            from parcel_journey
            where parcel_id = any(:parcels)
            """;
    private static final String CHANGES = """
            select parcel_id, changes
            from parcel_journey
            where parcel_id = any(:parcels)
            """;

    private final JdbcClient jdbc;

    Journeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The parcels' journeys; those of which nothing was heard have an empty one. */
    @Transactional(readOnly = true)
    public Map<ParcelId, Journey> of(Collection<ParcelId> parcels) {
        var events = new HashMap<ParcelId, List<TrackingEvent>>();
        parcels.forEach(parcel -> events.put(parcel, new ArrayList<>()));
        jdbc.sql(EVENTS)
                .param("parcels", Sql.ids(parcels))
                .query((row, n) -> events.computeIfAbsent(
                                new ParcelId(row.getObject("parcel_id", UUID.class)), id -> new ArrayList<>())
                        .add(event(row)))
                .list();
        var journeys = new HashMap<ParcelId, Journey>();
        events.forEach((parcel, theirs) -> journeys.put(parcel, Journey.of(theirs)));
        return journeys;
    }

    @Transactional(readOnly = true)
    public Journey of(ParcelId parcel) {
        return of(List.of(parcel)).getOrDefault(parcel, new Journey(List.of()));
    }

    /**
     * A parcel's way in one row.
     *
     * @param deliverBy the day by which it was promised; null where nothing was
     * @param expectedBy the carrier's last word on when it will deliver
     * @param milestone where it is; null while nothing was heard
     * @param changes goes up whenever there is something new to see
     */
    public record Way(
            UUID parcelId,
            String carrier,
            String tracking,
            @Nullable LocalDate deliverBy,
            @Nullable LocalDate expectedBy,
            @Nullable Milestone milestone,
            @Nullable Instant lastEventAt,
            @Nullable String lastPlace,
            long changes) {}

    /** The ways of parcels that have left. */
    @Transactional(readOnly = true)
    public Map<ParcelId, Way> ways(Collection<ParcelId> parcels) {
        var ways = new HashMap<ParcelId, Way>();
        jdbc.sql(WAYS)
                .param("parcels", Sql.ids(parcels))
                .query(Way.class)
                .list()
                .forEach(way -> ways.put(new ParcelId(way.parcelId()), way));
        return ways;
    }

    /** A number for each parcel that goes up whenever there is something new to see. */
    @Transactional(readOnly = true)
    public Map<ParcelId, Long> changes(Collection<ParcelId> parcels) {
        var changes = new HashMap<ParcelId, Long>();
        jdbc.sql(CHANGES)
                .param("parcels", Sql.ids(parcels))
                .query((row, n) ->
                        changes.put(new ParcelId(row.getObject("parcel_id", UUID.class)), row.getLong("changes")))
                .list();
        return changes;
    }

    private static TrackingEvent event(ResultSet row) throws SQLException {
        return new TrackingEvent(
                Milestone.valueOf(row.getString("milestone")),
                at(row),
                row.getString("code"),
                row.getString("text"),
                row.getString("place"),
                row.getObject("expected_by", LocalDate.class),
                TrackingEvent.Heard.valueOf(row.getString("heard")));
    }

    private static Instant at(ResultSet row) throws SQLException {
        return row.getObject("occurred_at", OffsetDateTime.class).toInstant();
    }
}
