package wharf.fulfilment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Measure;

/** What is on its way through the warehouses, and what has left. */
@Configuration(proxyBeanMethods = false)
class FulfilmentMeasures {
    @Bean
    Measure openFulfilments() {
        return new Measure("wharf.fulfilments.open", "Fulfilments not shipped or cancelled, by site and state", """
                select w.code as warehouse, s.state, count(f.id) as value
                from warehouse w
                cross join unnest(array['PLANNED', 'RELEASED', 'PICKING', 'PICKED', 'PACKING', 'PACKED']) as s (state)
                left join fulfilment f on f.warehouse_id = w.id and f.state = s.state and f.state not in ('SHIPPED', 'CANCELLED')
                  and f.merchant_id not in (select training_merchants())
                group by w.code, s.state
                """);
    }

    @Bean
    Measure shippedLately() {
        return new Measure(
                "wharf.fulfilments.shipped.hour",
                "Fulfilments shipped in the last hour of business time, by site",
                """
                select w.code as warehouse, count(f.id) as value
                from warehouse w
                left join fulfilment f
                  on f.warehouse_id = w.id
                  and f.shipped_at > now() + (select make_interval(secs => offset_millis / 1000.0) from business_clock) - interval '1 hour'
                group by w.code
                """);
    }

    @Bean
    Measure pastCutOff() {
        return new Measure(
                "wharf.fulfilments.late", "Fulfilments whose cut-off has passed and that have not left, by site", """
                select w.code as warehouse, count(f.id) as value
                from warehouse w
                left join fulfilment f
                  on f.warehouse_id = w.id
                  and f.state not in ('SHIPPED', 'CANCELLED')
                  and f.merchant_id not in (select training_merchants())
                  and f.ship_by < now() + (select make_interval(secs => offset_millis / 1000.0) from business_clock)
                group by w.code
                """);
    }
}
