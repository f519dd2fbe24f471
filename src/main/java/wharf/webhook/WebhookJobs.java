package wharf.webhook;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.FactReader;

/** Turns facts into deliveries, each once and in the order in which they became known; forgets what was settled a month ago. */
@Component
class WebhookJobs {
    private static final String READER = "webhook";
    private static final int AT_ONCE = 500;
    private static final Duration KEPT = Duration.ofDays(30);

    private final FactReader facts;
    private final Payloads payloads;
    private final WebhookDeliveries deliveries;
    private final BusinessClock clock;

    WebhookJobs(FactReader facts, Payloads payloads, WebhookDeliveries deliveries, BusinessClock clock) {
        this.facts = facts;
        this.payloads = payloads;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** Reads whatever has happened since; returns how many facts that were. */
    int catchUp() {
        return facts.follow(READER, AT_ONCE, page -> deliveries.tell(() -> payloads.of(page)));
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {
        @Bean
        RecurringTask<Void> webhookEvents(WebhookJobs jobs) {
            return Tasks.recurring("webhook-events", FixedDelay.of(Duration.ofSeconds(2)))
                    .execute((instance, context) ->
                            Context.background("webhook-events").run(jobs::catchUp));
        }

        @Bean
        RecurringTask<Void> webhookForgetting(WebhookJobs jobs) {
            return Tasks.recurring("webhook-forgetting", FixedDelay.of(Duration.ofHours(6)))
                    .execute((instance, context) -> Context.background("webhook-forgetting")
                            .run(() ->
                                    jobs.deliveries.forget(jobs.clock.instant().minus(KEPT))));
        }
    }
}
