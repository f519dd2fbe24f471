package wharf.platform.bulk;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call what is done to many rows. */
@Configuration(proxyBeanMethods = false)
class BulkNames {
    @Bean
    Naming bulkNaming() {
        return Naming.sql(Authority.ORDERS_WRITE, """
                select id, 'bulk action ' || replace(action, '-', ' ') as name, '/bulk/' || id as path
                from bulk_job
                where id = any(:ids)
                """);
    }
}
