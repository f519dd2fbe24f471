package wharf.fulfilment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.InvariantCheck;

/** Invariant 5 of the domain, on live data: the watchdog over acknowledged orders. */
@Configuration(proxyBeanMethods = false)
class FulfilmentChecks {
    private static final String FORGOTTEN = """
            select o.id::text as subject,
                   o.state || ', but no work, hold, fulfilment or backorder waits for it' as detail
            from orders o
            where o.state not in ('SHIPPED', 'DELIVERED', 'CLOSED', 'CANCELLED')
            and not exists (select 1 from work w where w.subject = o.id)
            and not exists (select 1 from order_hold h where h.order_id = o.id and h.lifted_at is null)
            and not exists (select 1 from fulfilment f where f.order_id = o.id and f.state not in ('SHIPPED', 'CANCELLED'))
            and not exists (select 1 from reservation r where r.order_id = o.id and r.backordered > 0)
            limit :limit
            """;

    @Bean
    InvariantCheck noOrderIsForgotten() {
        return InvariantCheck.sql(
                "no-order-is-forgotten",
                "An acknowledged order is finished or in someone's queue: to be worked on, held (as for its payment), at a warehouse, or waiting for stock.",
                FORGOTTEN);
    }
}
