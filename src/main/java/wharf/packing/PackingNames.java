package wharf.packing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call packing. */
@Configuration(proxyBeanMethods = false)
class PackingNames {
    @Bean
    Naming packSessionNaming() {
        return Naming.sql(Authority.FLOOR_WORK, """
                select id, 'packing of ' || code || ' by ' || worker as name, '/floor/pack/' || id as path
                from pack_session
                where id = any(:ids)
                """);
    }
}
