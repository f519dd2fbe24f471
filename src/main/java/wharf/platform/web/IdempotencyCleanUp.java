package wharf.platform.web;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Forgets old answers, on one node, every hour. */
@Configuration(proxyBeanMethods = false)
class IdempotencyCleanUp {
    @Bean
    RecurringTask<Void> forgetIdempotencyKeys(IdempotencyKeys keys) {
        return Tasks.recurring("forget-idempotency-keys", Schedules.fixedDelay(Duration.ofHours(1)))
                .execute((instance, context) -> keys.forgetOld());
    }
}
