package wharf.insight;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadTest {
    @Test
    void nothingHasNoMedian() {
        assertThat(new Spread().percentile(0.5)).isNull();
        assertThat(new Spread().mean()).isNull();
    }

    @Test
    void everyDurationLiesInItsBucket() {
        for (long seconds : new long[] {0, 1, 2, 3, 16, 59, 60, 61, 119, 120, 3_599, 3_600, 86_400, 2_000_000}) {
            int bucket = Spread.bucket(seconds);
            assertThat((double) seconds)
                    .as("%d s in bucket %d", seconds, bucket)
                    .isBetween(Spread.lower(bucket) - 1e-6, Spread.upper(bucket) + 1e-6);
        }
        assertThat(Spread.bucket(Long.MAX_VALUE)).isEqualTo(114);
    }

    @Test
    void whatTakesSecondsIsToldInSeconds() {
        var spread = new Spread();
        for (long one : new long[] {2, 3, 3, 4, 5}) spread.add(Spread.bucket(one), 1, one);

        assertThat(requireNonNull(spread.percentile(0.5))).isCloseTo(3, within(0.6));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aPercentileIsOffByLessThanATenthAndTheMeanNotAtAll(long seed) {
        var random = new Random(seed);
        var seconds = random.doubles(3_000)
                .mapToLong(u -> Math.round(120 * Math.exp(u * 6)))
                .toArray();
        var spread = new Spread();
        for (long one : seconds) spread.add(Spread.bucket(one), 1, one);
        Arrays.sort(seconds);

        for (double share : new double[] {0.1, 0.5, 0.9}) {
            double exact = seconds[(int) (share * seconds.length)];
            assertThat(requireNonNull(spread.percentile(share))).isCloseTo(exact, within(exact * 0.1));
        }
        assertThat(requireNonNull(spread.mean()))
                .isCloseTo(Arrays.stream(seconds).average().orElseThrow(), within(1e-6));
    }
}
