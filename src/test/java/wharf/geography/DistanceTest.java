package wharf.geography;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DistanceTest {
    private final Random random = new Random(1984);

    private Located anywhere() {
        return new Located(random.nextDouble() * 180 - 90, random.nextDouble() * 360 - 180, Precision.CITY);
    }

    @Test
    void it_is_the_same_both_ways_and_zero_to_itself() {
        for (var i = 0; i < 5_000; i++) {
            var a = anywhere();
            var b = anywhere();

            assertThat(Distance.miles(a, b)).isCloseTo(Distance.miles(b, a), within(1e-6));
            assertThat(Distance.miles(a, a)).isZero();
        }
    }

    @Test
    void a_detour_is_never_shorter() {
        for (var i = 0; i < 5_000; i++) {
            var a = anywhere();
            var b = anywhere();
            var c = anywhere();

            assertThat(Distance.miles(a, c)).isLessThanOrEqualTo(Distance.miles(a, b) + Distance.miles(b, c) + 1e-6);
        }
    }

    @Test
    void nothing_is_farther_than_half_around_the_world() {
        var north = new Located(90, 0, Precision.CITY);
        var south = new Located(-90, 77, Precision.CITY);

        assertThat(Distance.kilometres(north, south)).isCloseTo(Math.PI * 6371.0088, within(1e-3));
        for (var i = 0; i < 5_000; i++) {
            assertThat(Distance.miles(anywhere(), anywhere())).isBetween(0.0, 12_438.0);
        }
    }

    @Test
    void a_degree_of_latitude_is_69_miles() {
        var equator = new Located(0, 10, Precision.CITY);
        var oneUp = new Located(1, 10, Precision.CITY);

        assertThat(Distance.miles(equator, oneUp)).isCloseTo(69.09, within(0.01));
    }

    @Test
    void points_off_the_earth_are_refused() {
        assertThatThrownBy(() -> new Located(91, 0, Precision.CITY)).hasMessageContaining("91");
        assertThatThrownBy(() -> new Located(Double.NaN, 0, Precision.CITY)).hasMessageContaining("NaN");
    }
}
