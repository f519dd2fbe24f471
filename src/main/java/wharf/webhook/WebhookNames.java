package wharf.webhook;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call those who are told. */
@Configuration(proxyBeanMethods = false)
class WebhookNames {
    @Bean
    Naming webhookNaming() {
        return Naming.sql(Authority.CATALOG_WRITE, """
                select id, 'webhook ' || left(url, 80) as name, '/settings/webhooks/' || id as path
                from webhook_endpoint
                where id = any(:ids)
                """);
    }
}
