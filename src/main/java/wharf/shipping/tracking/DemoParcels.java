package wharf.shipping.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.geography.Address;
import wharf.geography.Places;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.OrderId;
import wharf.shipping.ParcelLine;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;
import wharf.shipping.ParcelsScannedOut;
import wharf.shipping.Sites;
import wharf.shipping.rating.DemoRates;
import wharf.shipping.tracking.DemoTrip.Town;

/** The books of the simulated carrier: the table {@code demo_carrier_parcel}. A parcel gets in them when it is scanned out. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class DemoParcels {
    /** In the recipient's name: the carrier says nothing unless it is asked. */
    private static final String SILENT = "[demo:silent]";

    private static final String TAKE = """
            insert into demo_carrier_parcel (tracking, merchant_id, handed_over_at, transit_days, fate, from_city, from_region, from_country,
                                             from_latitude, from_longitude, from_zone, to_city, to_region, to_country, to_latitude,
                                             to_longitude, to_zone, next_at)
            select :tracking, :merchant, :at, :days, :fate, w.city, w.region, w.country, w.latitude, w.longitude, w.time_zone, :city, :region,
                   :country, :latitude, :longitude, :zone, :nextAt
            from warehouse w
            where w.id = :site
            on conflict (tracking) do nothing
            """;
    private static final String DUE = """
            select *
            from demo_carrier_parcel
            where next_at <= :now
            order by next_at, tracking
            limit :limit
            """;
    private static final String TOLD = """
            update demo_carrier_parcel p
            set sent = t.sent, next_at = t.next_at
            from unnest(:trackings, :before, :forwarded, :sent, :nextAt) as t (tracking, before, forwarded, sent, next_at)
            where p.tracking = t.tracking
            and p.sent = t.before
            and (p.forwarded_at is not null)::integer = t.forwarded
            """;

    private final JdbcClient jdbc;
    private final Parcels parcels;
    private final Sites sites;
    private final BusinessClock clock;
    private final ObjectProvider<SmoothTrips> smooth;

    DemoParcels(
            JdbcClient jdbc, Parcels parcels, Sites sites, BusinessClock clock, ObjectProvider<SmoothTrips> smooth) {
        this.jdbc = jdbc;
        this.parcels = parcels;
        this.sites = sites;
        this.clock = clock;
        this.smooth = smooth;
    }

    /** An event of a parcel. @param number from 0 */
    record Event(String tracking, int number, DemoRoute.Stop stop) {}

    /** From which event on a parcel was hurried, and between which times those happened. */
    record Forwarded(int from, Instant after, Instant at) {}

    /** A parcel in the books. @param sent how many of its events were told */
    record Carried(DemoTrip trip, int sent, @Nullable Forwarded forwarded) {
        /** Its events from a number on that have happened by then. */
        List<Event> eventsUpTo(Instant now, int from) {
            var stops = stops();
            var events = new ArrayList<Event>();
            for (int i = from; i < stops.size(); i++)
                if (!stops.get(i).at().isAfter(now)) events.add(new Event(trip.tracking(), i, stops.get(i)));
            return events;
        }

        List<DemoRoute.Stop> stops() {
            var planned = DemoRoute.of(trip);
            if (forwarded == null) return planned;
            var stops = new ArrayList<>(planned.subList(0, forwarded.from()));
            int left = planned.size() - forwarded.from();
            var each = Duration.between(forwarded.after(), forwarded.at()).dividedBy(left);
            for (int i = 1; i <= left; i++) {
                var stop = planned.get(forwarded.from() + i - 1);
                var at = i == left ? forwarded.at() : forwarded.after().plus(each.multipliedBy(i));
                var today = LocalDate.ofInstant(forwarded.at(), trip.to().zone());
                stops.add(new DemoRoute.Stop(stop.milestone(), at, stop.text(), stop.place(), today));
            }
            return stops;
        }
    }

    /** Scanned out is handed over. */
    @EventListener
    public void on(ParcelsScannedOut out) {
        var demo = out.parcels().stream()
                .filter(parcel -> DemoRates.CARRIER.equals(parcel.carrier()))
                .map(ParcelsScannedOut.ScannedOut::parcel)
                .toList();
        if (demo.isEmpty()) return;
        var zone = sites.zone(out.site());
        var found = parcels.find(demo);
        var spared = spared(found);
        found.forEach(parcel -> take(
                out,
                parcel,
                zone,
                parcel.lines().stream().map(ParcelLine::order).anyMatch(spared::contains)));
    }

    private Set<OrderId> spared(List<ParcelView> handedOver) {
        var orders = handedOver.stream()
                .flatMap(parcel -> parcel.lines().stream())
                .map(ParcelLine::order)
                .collect(Collectors.toSet());
        return smooth.stream().flatMap(trips -> trips.among(orders).stream()).collect(Collectors.toSet());
    }

    private void take(ParcelsScannedOut out, ParcelView parcel, ZoneId zone, boolean smoothly) {
        var to = parcel.shipTo();
        var tracking =
                Objects.requireNonNull(Objects.requireNonNull(parcel.label()).tracking());
        var there = Places.timeZone(Address.place(to.city(), to.region(), to.postcode(), to.country()))
                .orElse(zone);
        jdbc.sql(TAKE)
                .param("tracking", tracking)
                .param("merchant", parcel.merchant().value())
                .param("at", Sql.timestamp(out.at()))
                .param("days", Departures.transitDays(parcel, zone).orElse(3))
                .param(
                        "fate",
                        DemoTrip.Fate.of(tracking, to.name() + Objects.requireNonNullElse(to.company(), ""), smoothly)
                                .name())
                .param("site", out.site().value())
                .param("city", to.city())
                .param("region", to.region())
                .param("country", to.country())
                .param("latitude", to.latitude(), Types.DOUBLE)
                .param("longitude", to.longitude(), Types.DOUBLE)
                .param("zone", there.getId())
                .param(
                        "nextAt",
                        to.name().contains(SILENT) ? null : Sql.timestamp(out.at()),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    public Optional<Carried> find(String tracking) {
        return jdbc.sql("select * from demo_carrier_parcel where tracking = :tracking")
                .param("tracking", tracking)
                .query(DemoParcels::carried)
                .optional();
    }

    public List<Carried> due(Instant now, int limit) {
        return jdbc.sql(DUE)
                .param("now", Sql.timestamp(now))
                .param("limit", limit)
                .query(DemoParcels::carried)
                .list();
    }

    /**
     * Notes that what had happened to these by then is told, and when the next is due. A parcel that was hurried meanwhile stays due: it is told
     * once more, and what is known already is known by its id.
     */
    public void told(List<Carried> told, Instant now) {
        var next = told.stream().map(parcel -> next(parcel, now)).toList();
        jdbc.sql(TOLD)
                .param(
                        "trackings",
                        Sql.texts(told.stream().map(p -> p.trip().tracking()).toList()))
                .param("before", Sql.ints(told.stream().map(Carried::sent).toList()))
                .param(
                        "forwarded",
                        Sql.ints(told.stream()
                                .map(p -> p.forwarded() == null ? 0 : 1)
                                .toList()))
                .param("sent", Sql.ints(next.stream().map(Next::sent).toList()))
                .param("nextAt", Sql.instants(next.stream().map(Next::at).toList()))
                .update();
    }

    private record Next(int sent, @Nullable Instant at) {}

    private static Next next(Carried parcel, Instant now) {
        var stops = parcel.stops();
        int sent = parcel.sent();
        while (sent < stops.size() && !stops.get(sent).at().isAfter(now)) sent++;
        return new Next(sent, sent < stops.size() ? stops.get(sent).at() : null);
    }

    /** Hurries a parcel that has not come to its end; hurried once, it is there. */
    public void forward(String tracking) {
        var parcel = jdbc.sql("select * from demo_carrier_parcel where tracking = :tracking for update")
                .param("tracking", tracking)
                .query(DemoParcels::carried)
                .single();
        var stops = parcel.stops();
        if (parcel.forwarded() != null || parcel.sent() >= stops.size()) return;
        var now = clock.instant();
        var last = parcel.sent() == 0
                ? parcel.trip().handedOverAt()
                : stops.get(parcel.sent() - 1).at();
        // At least a second each, so that their order can be told from their times.
        var latest = now.minusSeconds(stops.size() - parcel.sent());
        jdbc.sql("""
                update demo_carrier_parcel
                set forwarded_from = sent, forwarded_after = :after, forwarded_at = :now, next_at = :now
                where tracking = :tracking
                and sent = :sent
                and forwarded_at is null
                """)
                .param("after", Sql.timestamp(last.isBefore(latest) ? last : latest))
                .param("now", Sql.timestamp(now))
                .param("tracking", tracking)
                .param("sent", parcel.sent())
                .update();
    }

    private static Carried carried(ResultSet row, int n) throws SQLException {
        var trip = new DemoTrip(
                row.getString("tracking"),
                Objects.requireNonNull(instant(row, "handed_over_at")),
                row.getInt("transit_days"),
                DemoTrip.Fate.valueOf(row.getString("fate")),
                town(row, "from"),
                town(row, "to"));
        var at = instant(row, "forwarded_at");
        var after = instant(row, "forwarded_after");
        return new Carried(
                trip,
                row.getInt("sent"),
                at == null || after == null ? null : new Forwarded(row.getInt("forwarded_from"), after, at));
    }

    private static Town town(ResultSet row, String end) throws SQLException {
        return new Town(
                row.getString(end + "_city"),
                row.getString(end + "_region"),
                row.getString(end + "_country"),
                row.getObject(end + "_latitude", Double.class),
                row.getObject(end + "_longitude", Double.class),
                ZoneId.of(row.getString(end + "_zone")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
