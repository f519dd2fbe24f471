package wharf.insight;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.InvariantCheck;

/** What must always be true of the figures: they are what the facts come to. */
@Configuration(proxyBeanMethods = false)
class InsightChecks {
    // Told a second time, in another language: days and sites are worked out here as the code does it, from the facts
    // alone.
    private static final String DAYS = """
            with position as (
              select b.generation, c.xid, c.fact_id
              from insight_build b
              join fact_cursor c on c.reader = 'insight-' || b.generation
              where b.state = 'CURRENT'
            ), read as materialized (
              select f.id, f.root, f.subject, f.type, f.occurred_at, f.merchant_id, f.data
              from position p
              join fact f on (f.xid, f.id) <= (p.xid, p.fact_id)
              join merchant m on m.id = f.merchant_id and not m.training
              where f.type in ('order.received', 'order.cancelled', 'order.shipped', 'order.delivered', 'fulfilment.planned',
                               'fulfilment.cancelled', 'fulfilment.shipped', 'survey.answered', 'stock.counted', 'stock.count_undone')
            ), ended as (
              select subject, bool_or(type = 'fulfilment.cancelled') as cancelled, max(occurred_at) filter (where type = 'fulfilment.shipped') as at
              from read
              where type in ('fulfilment.cancelled', 'fulfilment.shipped')
              group by subject
            ), site as (
              select distinct on (p.root) p.root, w.time_zone
              from read p
              left join ended e on e.subject = p.subject
              join warehouse w on w.id = cast(p.data ->> 'site' as uuid)
              where p.type = 'fulfilment.planned'
              and not coalesce(e.cancelled, false)
              order by p.root, e.at desc nulls first, p.occurred_at desc, p.id
            ), ordered as (
              select r.root, r.merchant_id, max(r.occurred_at) filter (where r.type = 'order.received') as placed,
                     max(r.data ->> 'channel') filter (where r.type = 'order.received') as channel,
                     max(r.occurred_at) filter (where r.type = 'order.shipped') as shipped,
                     max(r.occurred_at) filter (where r.type = 'order.delivered') as delivered,
                     bool_or(r.type = 'order.cancelled') as cancelled
              from read r
              where r.type like 'order.%'
              group by r.root, r.merchant_id
            ), zoned as (
              select o.*, coalesce(s.time_zone, 'UTC') as zone
              from ordered o
              left join site s on s.root = o.root
              where o.placed is not null
            ), expected as (
              select merchant_id, (placed at time zone zone)::date as day, 'orders_placed' as measure, count(*) as n
              from zoned where channel <> 'reship' group by 1, 2
              union all
              select merchant_id, (shipped at time zone zone)::date, 'orders_shipped', count(*)
              from zoned where channel <> 'reship' and shipped is not null and not cancelled group by 1, 2
              union all
              select merchant_id, (delivered at time zone zone)::date, 'orders_delivered', count(*)
              from zoned where channel <> 'reship' and delivered is not null group by 1, 2
              union all
              select a.merchant_id, (a.occurred_at at time zone z.zone)::date, lower(a.data ->> 'kind') || '_answers', count(*)
              from read a join zoned z on z.root = a.root
              where a.type = 'survey.answered' and a.data ->> 'kind' in ('CSAT', 'NPS') group by 1, 2, 3
              union all
              select c.merchant_id, (c.occurred_at at time zone coalesce(w.time_zone, 'UTC'))::date, 'bins_counted', count(*)
              from read c left join warehouse w on w.id = cast(c.data ->> 'site' as uuid)
              where c.type = 'stock.counted'
              and not exists (select from read u where u.type = 'stock.count_undone' and u.subject = c.subject) group by 1, 2
            ), kept as (
              select d.merchant_id, d.day, m.measure, sum(m.n) as n
              from insight_day d
              join position p on p.generation = d.generation
              cross join lateral (values ('orders_placed', d.orders_placed), ('orders_shipped', d.orders_shipped),
                ('orders_delivered', d.orders_delivered), ('csat_answers', d.csat_answers), ('nps_answers', d.nps_answers),
                ('bins_counted', d.bins_counted)) as m (measure, n)
              where m.n <> 0
              group by d.merchant_id, d.day, m.measure
            )
            select coalesce(e.merchant_id, k.merchant_id)::text as subject,
                   coalesce(e.measure, k.measure) || ' of ' || coalesce(e.day, k.day) || ': the facts say ' || coalesce(e.n, 0)
                     || ', the roll-up ' || coalesce(k.n, 0) || '; rebuild the figures' as detail
            from expected e
            full join kept k on k.merchant_id = e.merchant_id and k.day = e.day and k.measure = e.measure
            where coalesce(e.n, 0) <> coalesce(k.n, 0)
            order by 1, 2
            limit :limit
            """;

    private static final String LABOUR = """
            with slots as (
              select generation, warehouse_id, person, step, count(distinct (slot, day)) * 300 as seconds
              from insight_slot
              where marks > 0
              group by generation, warehouse_id, person, step
            ), days as (
              select generation, warehouse_id, person, step, sum(seconds) as seconds
              from insight_labour
              group by generation, warehouse_id, person, step
            )
            select coalesce(s.person, d.person) as subject,
                   'worked ' || coalesce(s.seconds, 0) || ' s by five minutes, ' || coalesce(d.seconds, 0) || ' s by days' as detail
            from slots s
            full join days d on d.generation = s.generation and d.warehouse_id = s.warehouse_id and d.person = s.person and d.step = s.step
            where coalesce(s.seconds, 0) <> coalesce(d.seconds, 0)
            limit :limit
            """;

    @Bean
    InvariantCheck figuresAreWhatTheFactsComeTo() {
        return InvariantCheck.sql(
                "figures-equal-facts",
                "For each merchant and day, the roll-ups count what the facts read so far say.",
                DAYS);
    }

    @Bean
    InvariantCheck labourAddsUp() {
        return InvariantCheck.sql(
                "labour-adds-up",
                "Every five minutes worked are in the days exactly once, whoever they were for.",
                LABOUR);
    }
}
