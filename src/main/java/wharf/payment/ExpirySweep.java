package wharf.payment;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.BusinessClock;
import wharf.platform.Context;

/** Marks authorisations whose time is over, so that orders waiting on them are told. */
@Component
class ExpirySweep {
    private static final int BATCH = 200;

    private final Journal journal;
    private final Ledger ledger;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;

    ExpirySweep(Journal journal, Ledger ledger, BusinessClock clock, TransactionTemplate transaction) {
        this.journal = journal;
        this.ledger = ledger;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Returns how many payments it looked at; each in its own transaction. */
    int sweep() {
        return Context.background("payment-expiry").call(() -> {
            var references = transaction.execute(status -> journal.withExpired(clock.instant(), BATCH));
            if (references == null) return 0;
            for (var reference : references) transaction.executeWithoutResult(status -> ledger.lock(reference));
            return references.size();
        });
    }

    /** The job that runs it on one node every minute. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(PaymentSettings.class)
    static class Job {
        @Bean
        RecurringTask<Void> paymentExpiry(ExpirySweep sweep) {
            return Tasks.recurring("payment-expiry", FixedDelay.of(Duration.ofMinutes(1)))
                    .execute((instance, context) -> sweep.sweep());
        }
    }
}
