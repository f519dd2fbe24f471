package wharf.messaging;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call messages. */
@Configuration(proxyBeanMethods = false)
class MessagingNames {
    @Bean
    Naming messageNaming() {
        return Naming.sql(Authority.ORDERS_READ, """
                select id, 'message “' || left(subject, 60) || '” to ' || recipient as name, '/messages?state=' || state as path
                from message
                where id = any(:ids)
                """);
    }
}
