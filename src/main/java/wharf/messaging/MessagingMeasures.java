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
                select k.channel, s.state, count(m.id) as value
                from unnest(array['EMAIL', 'TEXT']) as k (channel)
                cross join unnest(array['QUEUED', 'NOT_CONFIGURED']) as s (state)
                left join message m on m.channel = k.channel and m.state = s.state and m.state in ('QUEUED', 'NOT_CONFIGURED')
                group by k.channel, s.state
                """);
    }
}
