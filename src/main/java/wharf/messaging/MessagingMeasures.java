package wharf.messaging;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Measure;

/** Messages that have not gone out yet; those that have are counted by the calls that sent them ({@code wharf.effects}). */
@Configuration(proxyBeanMethods = false)
class MessagingMeasures {
    @Bean
    Measure waitingMessages() {
        return new Measure(
                "wharf.messages.waiting", "Mails and texts that wait to be sent, or for a server to send them", """
                select channel, state, count(*) as value
                from message
                where state in ('QUEUED', 'NOT_CONFIGURED')
                group by channel, state
                """);
    }
}
