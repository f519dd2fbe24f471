package wharf.returns;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call returns, and what is due for them. */
@Configuration(proxyBeanMethods = false)
class ReturnNames {
    @Bean
    Naming returnNaming() {
        return Naming.sql(Authority.ORDERS_READ, """
                select id, 'return RMA-' || number as name, '/returns/' || id as path
                from rma
                where id = any(:ids)
                """);
    }

    @Bean
    Naming settlementNaming() {
        return Naming.sql(Authority.ORDERS_READ, """
                select s.id, 'refund of return RMA-' || r.number as name, '/returns/' || r.id as path
                from rma_settlement s
                join rma r on r.id = s.rma_id
                where s.id = any(:ids)
                """);
    }

    @Bean
    Naming exchangeNaming() {
        return Naming.sql(Authority.ORDERS_READ, """
                select e.id, 'exchange of return RMA-' || r.number as name, '/returns/' || r.id as path
                from rma_exchange e
                join rma r on r.id = e.rma_id
                where e.id = any(:ids)
                """);
    }
}
