package wharf.delivery;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.InvariantCheck;

/** What must always be true of parcels under way. */
@Configuration(proxyBeanMethods = false)
class DeliveryChecks {
    // Two days of grace for time zones, ten for what counts as working days.
    private static final String UNNOTICED = """
            select j.parcel_id::text as subject,
                   'promised by ' || coalesce(j.deliver_by::text, '(nothing)') || ', last heard of at '
                     || coalesce(j.last_event_at, p.shipped_at) || ', and nobody has noticed' as detail
            from delivery_look l, parcel_journey j
            join parcel p on p.id = j.parcel_id
            where j.ended_at is null
            and p.shipped_at < l.looked_at
            and j.heard_at < l.looked_at
            and ((j.deliver_by < (l.looked_at - interval '2 days')::date
                  and not exists (select 1 from delivery_trouble t where t.parcel_id = j.parcel_id and t.kind = 'LATE' and t.ended_at is null))
              or (coalesce(j.last_event_at, p.shipped_at) < l.looked_at - interval '10 days'
                  and not exists (select 1 from delivery_trouble t where t.parcel_id = j.parcel_id and t.kind = 'STUCK' and t.ended_at is null)))
            limit :limit
            """;

    @Bean
    InvariantCheck noParcelIsForgotten() {
        return InvariantCheck.sql(
                "no-parcel-is-forgotten",
                "A parcel under way that is past its promise, or of which nothing is heard for ten days, is on the list of late or stuck ones.",
                UNNOTICED);
    }
}
