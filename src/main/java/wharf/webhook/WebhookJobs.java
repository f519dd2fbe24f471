package wharf.webhook;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
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

    WebhookJobs(FactReader facts, Payloads payloads, WebhookDeliveries deliveries) {
        this.facts = facts;
        this.payloads = payloads;
        this.deliveries = deliveries;
    }

    /** Reads whatever has happened since; returns how many facts that were. */
    int catchUp() {
        return facts.follow(READER, AT_ONCE, page -> deliveries.tell(() -> payloads.of(page)));
    }

    /** By system time, as deliveries are settled: however fast a demo's days pass. */
    int forget() {
        int total = 0;
        for (int gone = deliveries.forget(KEPT); gone > 0; gone = deliveries.forget(KEPT)) total += gone;
        return total;
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
                    .execute((instance, context) ->
                            Context.background("webhook-forgetting").run(jobs::forget));
        }
    }
}
