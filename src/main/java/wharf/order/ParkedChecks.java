package wharf.order;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.InvariantCheck;

/** What must be true of parked messages. */
@Configuration(proxyBeanMethods = false)
class ParkedChecks {
    @Bean
    InvariantCheck parkedMessageBecameItsOrder() {
        return InvariantCheck.sql(
                "parked-message-became-its-order",
                "A parked message became no other order than the one it is about, and what it says is kept.",
                """
                select subject, detail
                from (
                  select m.id::text as subject, 'about ' || m.channel || ' ' || coalesce(m.external_id, 'anything') || ', became order '
                         || o.number || ' of ' || o.channel || ' ' || o.external_id as detail
                  from parked_message m
                  join orders o on o.id = m.order_id
                  where (o.merchant_id, o.channel, o.external_id) is distinct from
                        (m.merchant_id, m.channel, coalesce(m.external_id, o.external_id))
                  union all
                  select m.id::text, 'version ' || m.version || ' is not kept'
                  from parked_message m
                  where not exists (select from parked_version v where v.message_id = m.id and v.version = m.version)
                ) wrong
                limit :limit
                """);
    }
}
