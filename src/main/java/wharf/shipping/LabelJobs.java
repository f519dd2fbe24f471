package wharf.shipping;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.ParcelId;
import wharf.shipping.rating.Place;
import wharf.shipping.rating.RateRequest;

/** Takes wanted labels up for buying. From here on a purchase may be under way, which {@code asked_at} says to whoever voids one. */
@Component
class LabelJobs {
    private static final String TAKE = """
            with wanted as (
              select id, asked_at
              from label
              where parcel_id = any(:parcels)
              and state = 'WANTED'
              order by id
              for update
            )
            update label
            set asked_at = now()
            from wanted, parcel p, warehouse w
            where label.id = wanted.id
            and p.id = label.parcel_id
            and p.state = 'PACKED'
            and w.id = p.warehouse_id
            returning label.id, label.parcel_id, label.reference, wanted.asked_at is not null as asked_before, p.station_id, w.name as site_name, w.line1, w.city, w.region, w.postcode,
                      w.country, w.latitude, w.longitude, w.time_zone
            """;

    private final JdbcClient jdbc;
    private final ParcelReader reader;
    private final BusinessClock clock;

    LabelJobs(JdbcClient jdbc, ParcelReader reader, BusinessClock clock) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.clock = clock;
    }

    /** Where the parcel stands. */
    record Site(
            String name,
            String line1,
            String city,
            @Nullable String region,
            String postcode,
            Place place,
            LocalDate today) {}

    /**
     * One label to be bought.
     *
     * @param askedBefore somebody set out to buy it before, and may have
     */
    record LabelJob(
            UUID label,
            String reference,
            boolean askedBefore,
            @Nullable UUID station,
            Site site,
            ParcelView parcel) {
        RateRequest rateRequest() {
            return new RateRequest(
                    site.place(), parcel.shipTo().place(), parcel.outer(), parcel.weightGrams(), site.today());
        }
    }

    private record Taken(
            UUID label,
            UUID parcel,
            String reference,
            boolean askedBefore,
            @Nullable UUID station,
            Site site) {}

    @Transactional
    public List<LabelJob> take(Collection<UUID> parcels) {
        var taken = jdbc.sql(TAKE)
                .param("parcels", Sql.uuids(parcels))
                .query((row, n) -> new Taken(
                        row.getObject("id", UUID.class),
                        row.getObject("parcel_id", UUID.class),
                        row.getString("reference"),
                        row.getBoolean("asked_before"),
                        row.getObject("station_id", UUID.class),
                        new Site(
                                row.getString("site_name"),
                                row.getString("line1"),
                                row.getString("city"),
                                row.getString("region"),
                                row.getString("postcode"),
                                new Place(
                                        row.getString("country"),
                                        row.getString("region"),
                                        row.getDouble("latitude"),
                                        row.getDouble("longitude")),
                                LocalDate.ofInstant(clock.instant(), ZoneId.of(row.getString("time_zone"))))))
                .list();
        Map<ParcelId, ParcelView> parcelsById =
                reader.find(taken.stream().map(t -> new ParcelId(t.parcel())).toList()).stream()
                        .collect(Collectors.toMap(ParcelView::id, Function.identity()));
        return taken.stream()
                .map(t -> new LabelJob(
                        t.label(),
                        t.reference(),
                        t.askedBefore(),
                        t.station(),
                        t.site(),
                        java.util.Objects.requireNonNull(parcelsById.get(new ParcelId(t.parcel())))))
                .toList();
    }
}
