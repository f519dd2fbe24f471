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
                select id, 'message “' || case when length(subject) > 60 then left(subject, 59) || '…' else subject end || '” to ' || recipient as name, '/messages?state=' || state as path
                from message
                where id = any(:ids)
                """);
    }
}
