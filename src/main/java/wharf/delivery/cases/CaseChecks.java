package wharf.delivery.cases;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.InvariantCheck;

/** What must always be true of cases. */
@Configuration(proxyBeanMethods = false)
class CaseChecks {
    private static final String FORGOTTEN = """
            select c.id::text as subject, c.decision || ' was decided, and nobody does it' as detail
            from delivery_case c
            where c.state = 'DECIDED'
            and c.decision in ('REFUND', 'RESHIP')
            and not exists (select 1 from work w where w.step = 'CASE' and w.subject = c.id)
            limit :limit
            """;

    @Bean
    InvariantCheck noDecisionIsForgotten() {
        return InvariantCheck.sql(
                "no-decision-is-forgotten", "What was decided about a case is done, or about to be.", FORGOTTEN);
    }
}
