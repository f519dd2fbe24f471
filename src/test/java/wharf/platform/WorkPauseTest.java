package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class WorkPauseTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final AtomicInteger timesHigh = new AtomicInteger();
    private final WorkPause pause = under(() -> timesHigh.getAndDecrement() > 0);

    /** A pause of a node without jobs, whose callers are as they are said to be. */
    static WorkPause under(Pressure pressure) {
        var beans = new StaticListableBeanFactory(Map.of("pressure", pressure));
        return new WorkPause(beans.getBeanProvider(Scheduler.class), beans.getBeanProvider(Pressure.class));
    }

    @Test
    void workGoesOnAtOnceWhenNobodyQueues() {
        assertThat(pause.giveWay(LONG)).isTrue();
    }

    @Test
    void workWaitsForCallersWhoQueueAndGoesOnWhenTheyAreServed() {
        timesHigh.set(3);

        assertThat(pause.giveWay(LONG)).isTrue();
        assertThat(timesHigh).hasValue(-1);
    }

    @Test
    void workWaitsForCallersNoLongerThanItsPatienceAndIsToldThatTheyQueueStill() {
        timesHigh.set(Integer.MAX_VALUE);

        assertThat(pause.giveWay(Duration.ofMillis(60))).isFalse();
    }

    @Test
    void workLeavesOffBetweenTwoPiecesWhenAllIsToBeStill() {
        assertThat(pause.<Boolean>still(() -> pause.giveWay(LONG))).isFalse();
        assertThat(pause.giveWay(LONG)).isTrue();
    }

    @Test
    void workThatWaitsForCallersDoesNotKeepWaitingWhoeverWantsItStill() {
        timesHigh.set(Integer.MAX_VALUE);

        assertThat(pause.<Boolean>still(() -> pause.giveWay(LONG))).isFalse();
    }
}
