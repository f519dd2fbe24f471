package wharf.payment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call calls for money; what they are for is known by its id only. */
@Configuration(proxyBeanMethods = false)
class PaymentNames {
    @Bean
    Naming attemptNaming() {
        return Naming.sql(Authority.PAYMENTS_READ, """
                select id, lower(replace(kind, '_', ' ')) || ' of ' || reference as name, '/orders/' || reference as path
                from payment_attempt
                where id = any(:ids)
                """);
    }
}
