package wharf.demo.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.LocalTime;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TradeTest {
    @Test
    void a_day_of_trade_averages_to_one_and_is_liveliest_in_the_evening() {
        double sum = IntStream.range(0, 24 * 60)
                .mapToDouble(minute -> Trade.at(LocalTime.MIN.plusMinutes(minute)))
                .sum();

        assertThat(sum / (24 * 60)).isCloseTo(1, within(0.05));
        assertThat(Trade.at(LocalTime.of(20, 30))).isGreaterThan(2.5 * Trade.at(LocalTime.of(4, 0)));
    }

    @Test
    void pauses_scatter_around_the_average_and_never_end_at_once() {
        var noon = LocalTime.of(9, 0);
        var average = Duration.ofSeconds(30);

        assertThat(Trade.pause(average, noon, 0)).isBetween(Duration.ofSeconds(13), Duration.ofSeconds(16));
        assertThat(Trade.pause(average, noon, 0.999)).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(44));
    }
}
