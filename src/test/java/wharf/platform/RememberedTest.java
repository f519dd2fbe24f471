package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final Remembered<String, Integer> sums = new Remembered<>(now::get);

    @Test
    void whatIsFoundAtOnceIsNeverOld() {
        assertThat(ask(Duration.ofMillis(19))).isEqualTo(1);
        assertThat(ask(Duration.ofMillis(19))).isEqualTo(2);
    }

    @Test
    void whatTookLongIsGivenAgainAHundredTimesAsLong() {
        assertThat(ask(Duration.ofMillis(50))).isEqualTo(1);
        pass(Duration.ofMillis(4999));
        assertThat(ask(Duration.ofMillis(50))).isEqualTo(1);
        pass(Duration.ofMillis(2));
        assertThat(ask(Duration.ofMillis(50))).isEqualTo(2);
    }

    @Test
    void nothingIsOlderThanAMinute() {
        ask(Duration.ofSeconds(5));
        pass(Duration.ofSeconds(59));
        assertThat(ask(Duration.ZERO)).isEqualTo(1);
        pass(Duration.ofSeconds(2));
        assertThat(ask(Duration.ZERO)).isEqualTo(2);
    }

    @Test
    void everyoneSeesTheirOwn() {
        sums.get("a", () -> slow(1));
        assertThat(sums.get("b", () -> slow(2))).isEqualTo(2);
        assertThat(sums.get("a", () -> slow(3))).isEqualTo(1);
    }

    private int slow(int sum) {
        pass(Duration.ofSeconds(1));
        return sum;
    }

    private int ask(Duration takes) {
        return sums.get("today", () -> {
            pass(takes);
            return asked.incrementAndGet();
        });
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
