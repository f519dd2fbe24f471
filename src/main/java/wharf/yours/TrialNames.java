package wharf.yours;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call trials. */
@Configuration(proxyBeanMethods = false)
class TrialNames {
    @Bean
    Naming trialNaming() {
        return Naming.sql(Authority.ORDERS_READ, """
                select id, 'trial ' || left(name, 80) as name, '/yours/' || id as path
                from trial
                where id = any(:ids)
                """);
    }
}
