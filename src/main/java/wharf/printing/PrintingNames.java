package wharf.printing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call what is printed, and where. */
@Configuration(proxyBeanMethods = false)
class PrintingNames {
    @Bean
    Naming printJobNaming() {
        return Naming.sql(Authority.SHIPPING_WORK, """
                select id, 'print job ' || title as name, '/printers' as path
                from print_job
                where id = any(:ids)
                """);
    }
}
