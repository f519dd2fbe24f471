package wharf.fulfilment;

import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.WorkStep;

/** The coordinator's work, each step with the one that does it. */
@Configuration(proxyBeanMethods = false)
class WorkSteps {
    private static final int ONE_BY_ONE = 16;

    @Bean
    WorkStep accept(Acceptance acceptance) {
        return step(Steps.ACCEPT, 64, ids -> done(() -> acceptance.accept(ids)));
    }

    @Bean
    WorkStep paymentChanged(Acceptance acceptance, Coverage coverage) {
        return step(
                Steps.PAYMENT_CHANGED,
                64,
                ids -> done(() -> {
                    acceptance.accept(ids);
                    coverage.reviewHeld(ids);
                }));
    }

    @Bean
    WorkStep route(RouteStep routing) {
        return step(Steps.ROUTE, 128, routing::route);
    }

    @Bean
    WorkStep release(ReleaseStep release) {
        return step(Steps.RELEASE, ONE_BY_ONE, release::release);
    }

    @Bean
    WorkStep refresh(Refresh refresh) {
        return step(Steps.REFRESH, 64, ids -> done(() -> refresh.orders(ids)));
    }

    @Bean
    WorkStep settle(Settlement settlement) {
        return step(Steps.SETTLE, 64, ids -> done(() -> settlement.settle(ids)));
    }

    @Bean
    WorkStep revise(Revisions revisions) {
        return step(Steps.REVISE, ONE_BY_ONE, ids -> done(() -> ids.forEach(revisions::apply)));
    }

    private interface Runner {
        WorkStep.Result run(List<UUID> subjects);
    }

    private static WorkStep.Result done(Runnable work) {
        work.run();
        return WorkStep.Result.DONE;
    }

    private static WorkStep step(String name, int batch, Runner runner) {
        return new WorkStep() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int batchSize() {
                return batch;
            }

            @Override
            public Result run(List<UUID> subjects) {
                return runner.run(subjects);
            }
        };
    }
}
