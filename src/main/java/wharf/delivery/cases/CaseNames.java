package wharf.delivery.cases;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call cases. */
@Configuration(proxyBeanMethods = false)
class CaseNames {
    @Bean
    Naming caseNaming() {
        return Naming.sql(Authority.ORDERS_READ, """
                select id, 'case ' || number as name, '/cases/' || id as path
                from delivery_case
                where id = any(:ids)
                """);
    }
}
