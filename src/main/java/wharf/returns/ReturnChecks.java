package wharf.returns;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.InvariantCheck;

/** What must be true of returns, on live data. */
@Configuration(proxyBeanMethods = false)
class ReturnChecks {
    @Bean
    InvariantCheck returnedWithinShipped() {
        return InvariantCheck.sql(
                "returned-within-shipped",
                "Of no order line more units come back than were shipped, and the claim on it is what its returns add up to.",
                """
                select c.order_id || ' line ' || c.line_no as subject,
                       format('claimed %s, returns add up to %s, shipped %s', c.claimed, coalesce(l.units, 0), coalesce(s.shipped, 0)) as detail
                from rma_claim c
                left join (
                  select order_id, line_no, sum(quantity - rejected - expired - cancelled) as units
                  from rma_line
                  group by order_id, line_no
                ) l on l.order_id = c.order_id and l.line_no = c.line_no
                left join (
                  select order_id, line_no, min(shipped / per_unit) as shipped
                  from reservation
                  group by order_id, line_no
                ) s on s.order_id = c.order_id and s.line_no = c.line_no
                where c.claimed <> coalesce(l.units, 0) or coalesce(l.units, 0) > coalesce(s.shipped, 0)
                limit :limit
                """);
    }

    @Bean
    InvariantCheck countedUnitsAreReceived() {
        return InvariantCheck.sql(
                "returned-units-were-counted",
                "Units received, judged or settled are those that were counted, and judged ones those that were graded.",
                """
                select l.rma_id || ' line ' || l.line_no as subject,
                       format('received %s graded %s settled %s, counted %s, judged %s', l.received, l.graded, l.settled,
                              coalesce(c.units, 0), coalesce(g.units, 0)) as detail
                from rma_line l
                left join (
                  select rma_id, line_no, sum(quantity) as units from rma_count where undone_at is null group by rma_id, line_no
                ) c on c.rma_id = l.rma_id and c.line_no = l.line_no
                left join (
                  select rma_id, line_no, sum(quantity) as units from rma_grade group by rma_id, line_no
                ) g on g.rma_id = l.rma_id and g.line_no = l.line_no
                where l.received + l.graded + l.settled <> coalesce(c.units, 0) or l.graded + l.settled <> coalesce(g.units, 0)
                limit :limit
                """);
    }

    @Bean
    InvariantCheck refundsWithinCountedValue() {
        return InvariantCheck.sql(
                "return-refunds-within-value",
                "What was refunded for an order's returns is what the payment journal has for them, and at most what its returned lines were paid, with shipping.",
                """
                select s.order_id::text as subject,
                       format('settled %s, journal %s, lines and shipping %s', s.refunded, coalesce(a.refunded, 0), v.paid) as detail
                from (
                  select order_id, sum(refunded_minor) as refunded
                  from rma_settlement
                  group by order_id
                ) s
                cross join lateral (
                  select o.shipping_minor + greatest(o.total_minor - o.shipping_minor - sum(l.unit_price_minor * l.quantity - l.discount_minor + l.tax_minor), 0)
                         + sum(l.unit_price_minor * l.quantity - l.discount_minor + l.tax_minor)
                           filter (where exists (select from rma_grade g join rma r on r.id = g.rma_id
                                                 where r.order_id = o.id and g.line_no = l.line_no)) as paid
                  from orders o
                  join order_line l on l.order_id = o.id
                  where o.id = s.order_id
                  group by o.id
                ) v
                left join lateral (
                  select sum(p.amount_minor) as refunded
                  from payment_attempt p
                  where p.reference = s.order_id
                  and p.kind = 'REFUND'
                  and p.state <> 'DECLINED'
                  and p.cause like 'return:%'
                ) a on true
                where s.refunded > coalesce(a.refunded, 0) or s.refunded > v.paid
                limit :limit
                """);
    }

    @Bean
    InvariantCheck ledgerTookWhatWasCounted() {
        return InvariantCheck.sql(
                "ledger-took-what-was-counted",
                "What stock took back from customers is what was counted since the books begin, less what was never ours, and what the photo queue sent to stock.",
                """
                with moved as (
                  select item_id, sum(case when from_place = '00000000-0000-7000-8000-000000000002' then quantity else -quantity end) as units
                  from movement
                  where reason in ('returned', 'return count undone', 'return not ours')
                  and '00000000-0000-7000-8000-000000000002' in (from_place, to_place)
                  group by item_id
                ), counted as (
                  select item_id, sum(units) as units
                  from (
                    select c.item_id, (l.received + l.graded + l.settled) * c.per_unit as units
                    from rma_component c
                    join rma_line l on l.rma_id = c.rma_id and l.line_no = c.line_no
                    where not exists (select from rma r where r.id = c.rma_id and r.imported)
                    union all
                    select c.item_id, -g.quantity * c.per_unit
                    from rma_component c
                    join rma_grade g on g.rma_id = c.rma_id and g.line_no = c.line_no
                    where g.grade = 'D'
                    and not exists (select from rma r where r.id = c.rma_id and r.imported)
                    union all
                    select item_id, quantity from return_putaway where unknown_id is not null
                  ) parts
                  group by item_id
                )
                select coalesce(m.item_id, c.item_id)::text as subject,
                       format('ledger took %s, counted %s', coalesce(m.units, 0), coalesce(c.units, 0)) as detail
                from moved m
                full join counted c on c.item_id = m.item_id
                where coalesce(m.units, 0) <> coalesce(c.units, 0)
                limit :limit
                """);
    }
}
