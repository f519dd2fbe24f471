package wharf.insight;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Context;

/** On one node that does background work, every ten seconds: what has happened goes into the figures. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "wharf.work.enabled", havingValue = "true", matchIfMissing = true)
class InsightJobs {
    @Bean
    RecurringTask<Void> insight(Rollups rollups, StockWorth stock) {
        return Tasks.recurring("insight", FixedDelay.of(Duration.ofSeconds(10)))
                .execute((instance, context) -> Context.background("insight").run(() -> {
                    rollups.catchUp();
                    stock.look();
                }));
    }
}
