package wharf.feedback;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import wharf.platform.Context;
import wharf.platform.WorkStep;

/** Asks about orders: at once where the merchant waits for nothing, else when the business clock says so. */
@Component
class SurveyStep implements WorkStep {
    static final String NAME = "SURVEY";

    private final Surveys surveys;

    SurveyStep(Surveys surveys) {
        this.surveys = surveys;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Result run(List<UUID> orders) {
        surveys.ask(orders);
        return Result.DONE;
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {
        @Bean
        RecurringTask<Void> surveysDue(Surveys surveys) {
            return Tasks.recurring("surveys-due", FixedDelay.of(Duration.ofSeconds(30)))
                    .execute((instance, context) ->
                            Context.background("surveys-due").run(surveys::queueDue));
        }
    }
}
