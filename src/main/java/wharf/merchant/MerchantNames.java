package wharf.merchant;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call merchants. */
@Configuration(proxyBeanMethods = false)
class MerchantNames {
    @Bean
    Naming merchantNaming() {
        return Naming.sql(Authority.ADMIN, """
                select id, 'merchant ' || name as name, '/merchants' as path
                from merchant
                where id = any(:ids)
                """);
    }
}
