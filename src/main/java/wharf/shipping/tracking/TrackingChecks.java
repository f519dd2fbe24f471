package wharf.shipping.tracking;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.InvariantCheck;

/** What must always be true of parcels and what was heard of them; the rule of {@link Journey} written a second time, in SQL. */
@Configuration(proxyBeanMethods = false)
class TrackingChecks {
    private static final String STATES = """
            with ranked as (
              select parcel_id, milestone, occurred_at,
                     array_position(array['LABEL_CREATED', 'PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'ATTEMPTED',
                                          'AVAILABLE_FOR_PICKUP', 'EXCEPTION', 'RETURNING', 'LOST', 'RETURNED_TO_SENDER', 'DELIVERED'],
                                    milestone) as rank
              from tracking_event
            ),
            concluded as (
              select parcel_id,
                     (array_agg(milestone order by occurred_at desc, rank desc)
                        filter (where milestone in ('DELIVERED', 'RETURNED_TO_SENDER')))[1] as arrived,
                     (array_agg(milestone order by occurred_at desc, rank desc))[1] as last,
                     bool_or(milestone = 'RETURNING') as returning
              from ranked
              group by parcel_id
            )
            select p.id::text as subject,
                   p.state || ', but its events say ' || coalesce(c.arrived, c.last, 'nothing') as detail
            from parcel p
            left join concluded c on c.parcel_id = p.id
            where p.state in ('SHIPPED', 'DELIVERED', 'EXCEPTION', 'RETURNED_TO_SENDER', 'LOST')
            and p.state <> case when c.arrived is not null then c.arrived
                                when c.last = 'LOST' then 'LOST'
                                when c.last = 'EXCEPTION' or c.returning then 'EXCEPTION'
                                else 'SHIPPED' end
            and not exists (select 1 from work w where w.step = 'TRACK' and w.subject = p.id)
            limit :limit
            """;

    @Bean
    InvariantCheck parcelsAreWhereTheirEventsSay() {
        return InvariantCheck.sql(
                "parcels-are-where-their-events-say",
                "The state of every parcel that has left follows from what its carrier reported, or is about to.",
                STATES);
    }
}
