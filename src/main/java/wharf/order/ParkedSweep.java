package wharf.order;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.shared.Refusal;

/** Settles parked messages that came again by another door, and takes up again those that were being taken when a node died. */
@Component
class ParkedSweep {
    private static final Logger LOG = LoggerFactory.getLogger(ParkedSweep.class);
    private static final int BATCH = 200;

    private final ParkedMessages messages;
    private final ParkedVersions versions;
    private final Mending mending;
    private final BusinessClock clock;

    ParkedSweep(ParkedMessages messages, ParkedVersions versions, Mending mending, BusinessClock clock) {
        this.messages = messages;
        this.versions = versions;
        this.mending = mending;
        this.clock = clock;
    }

    /** Returns how many it dealt with. */
    int sweep() {
        return Context.background("parked-messages").call(() -> {
            var late = versions.late(clock.instant().minus(Mending.PATIENCE), BATCH);
            late.forEach(this::again);
            return late.size() + messages.settleCome(null);
        });
    }

    private void again(UUID id) {
        try {
            mending.again(id);
        } catch (Refusal later) {
            LOG.info("parked message {} is not taken yet: {}", id, later.getMessage());
        } catch (RuntimeException fault) {
            LOG.warn("parked message {} could not be taken; it is tried again", id, fault);
        }
    }

    /** The job that runs it on one node every minute. */
    @Configuration(proxyBeanMethods = false)
    static class Job {
        @Bean
        RecurringTask<Void> parkedMessageSweep(ParkedSweep sweep) {
            return Tasks.recurring("parked-messages", FixedDelay.of(Duration.ofMinutes(1)))
                    .execute((instance, context) -> sweep.sweep());
        }
    }
}
