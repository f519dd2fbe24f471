package wharf.demo.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnstileTest {
    @Test
    void everybody_together_goes_no_faster_than_the_pace() throws Exception {
        var turnstile = new Turnstile(() -> Duration.ofMillis(10));
        long start = System.nanoTime();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < 20; i++) all.add(people.submit(turnstile::await));
            for (var one : all) one.get();
        }

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(190));
    }

    @Test
    void whoever_waits_is_sent_home_when_it_closes() throws Exception {
        var turnstile = new Turnstile(() -> Duration.ofHours(1));
        turnstile.await();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = people.submit(turnstile::await);
            turnstile.close();

            assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(Turnstile.Closed.class);
        }
    }
}
