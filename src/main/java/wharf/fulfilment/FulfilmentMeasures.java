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
                select w.code as warehouse, f.state, count(*) as value
                from fulfilment f
                join warehouse w on w.id = f.warehouse_id
                where f.state not in ('SHIPPED', 'CANCELLED')
                and f.merchant_id not in (select training_merchants())
                group by w.code, f.state
                """);
    }

    @Bean
    Measure shippedLately() {
        return new Measure(
                "wharf.fulfilments.shipped.hour",
                "Fulfilments shipped in the last hour of business time, by site",
                """
                select w.code as warehouse, count(*) as value
                from fulfilment f
                join warehouse w on w.id = f.warehouse_id
                where f.shipped_at > now() + (select make_interval(secs => offset_millis / 1000.0) from business_clock) - interval '1 hour'
                group by w.code
                """);
    }

    @Bean
    Measure pastCutOff() {
        return new Measure(
                "wharf.fulfilments.late", "Fulfilments whose cut-off has passed and that have not left, by site", """
                select w.code as warehouse, count(*) as value
                from fulfilment f
                join warehouse w on w.id = f.warehouse_id
                where f.state not in ('SHIPPED', 'CANCELLED')
                and f.merchant_id not in (select training_merchants())
                and f.ship_by < now() + (select make_interval(secs => offset_millis / 1000.0) from business_clock)
                group by w.code
                """);
    }
}
