package wharf.printing;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Context;

/** Ends leases of agents that are not heard of any more; an agent that asks for work ends those that are over, too. */
@Configuration(proxyBeanMethods = false)
class LeaseSweep {
    @Bean
    RecurringTask<Void> printLeases(AgentJobs jobs) {
        return Tasks.recurring("print-leases", FixedDelay.of(Duration.ofSeconds(30)))
                .execute((instance, scheduler) ->
                        Context.background("print-leases").run(jobs::lapse));
    }
}
