package wharf.yours;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import wharf.platform.Context;

/** Forgets trials that nobody has used for long: they hold names and addresses. */
@Component
class TrialJobs {
    private final Trials trials;

    TrialJobs(Trials trials) {
        this.trials = trials;
    }

    /** Forgets all that are old; returns how many. */
    int forget() {
        int total = 0;
        for (int some = trials.forgetOld(); some > 0; some = trials.forgetOld()) total += some;
        return total;
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {
        @Bean
        RecurringTask<Void> trialForgetting(TrialJobs jobs) {
            return Tasks.recurring("trial-forgetting", FixedDelay.of(Duration.ofHours(1)))
                    .execute((instance, context) ->
                            Context.background("trial-forgetting").run(jobs::forget));
        }
    }
}
