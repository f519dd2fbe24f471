package wharf.fulfilment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call fulfilments; each is shown on the page of its order. */
@Configuration(proxyBeanMethods = false)
class FulfilmentNames {
    @Bean
    Naming fulfilmentNaming() {
        return Naming.sql(Authority.ORDERS_READ, """
                select f.id, 'fulfilment ' || f.number || ' of order ' || o.number as name, '/orders/' || f.order_id as path
                from fulfilment f
                join orders o on o.id = f.order_id
                where f.id = any(:ids)
                """);
    }
}
