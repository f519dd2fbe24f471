package wharf.order;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call orders and messages that could not become one. */
@Configuration(proxyBeanMethods = false)
class OrderNames {
    @Bean
    Naming orderNaming() {
        return Naming.sql(Authority.ORDERS_READ, """
                select id, 'order ' || number as name, '/orders/' || id as path
                from orders
                where id = any(:ids)
                """);
    }

    @Bean
    Naming parkedMessageNaming() {
        return Naming.sql(Authority.ORDERS_READ, """
                select id, 'parked message ' || channel || ' ' || coalesce(external_id, 'without a number') as name, '/parked-messages/' || id as path
                from parked_message
                where id = any(:ids)
                """);
    }
}
