package wharf.platform;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How much work waits, how old it is, and how far readers of facts are behind. */
@Configuration(proxyBeanMethods = false)
class PlatformMeasures {
    private static List<String> names(List<WorkStep> steps) {
        return steps.stream().map(WorkStep::name).toList();
    }

    @Bean
    Measure workDue(List<WorkStep> steps) {
        return new Measure("wharf.work.due", "Subjects whose step is due and not done", """
                select step, count(*) filter (where due_at <= now()) as value
                from work
                group by step
                """).each("step", names(steps));
    }

    @Bean
    Measure workOldest(List<WorkStep> steps) {
        return new Measure("wharf.work.oldest.seconds", "How long the oldest due subject of a step has waited", """
                select step, coalesce(extract(epoch from now() - min(due_at) filter (where due_at between '2000-01-01' and now())), 0) as value
                from work
                group by step
                """)
                .each("step", names(steps));
    }

    @Bean
    Measure workFailing(List<WorkStep> steps) {
        return new Measure("wharf.work.failing", "Subjects whose last try failed, given up ones included", """
                select step, count(*) filter (where attempts > 0) as value
                from work
                group by step
                """)
                .each("step", names(steps));
    }

    @Bean
    Measure factLag() {
        return new Measure("wharf.facts.lag.seconds", "How old the oldest fact is that a reader has not read", """
                select c.reader, coalesce(extract(epoch from now() - (
                         select f.recorded_at
                         from fact f
                         where (f.xid, f.id) > (c.xid, c.fact_id)
                         order by f.xid, f.id
                         limit 1)), 0) as value
                from fact_cursor c
                """);
    }

    @Bean
    Measure effectsOpen() {
        return new Measure("wharf.effects.open", "Calls to the outside whose outcome is not known yet", """
                select kind, count(*) as value
                from external_effect
                where state in ('PENDING', 'UNKNOWN')
                group by kind
                """);
    }
}
