package wharf.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The classical methods by hand. */
class KnownFormulasTest {
    private static final double[] SPARE_PART = {0, 4, 0, 0, 2, 0};

    @Test
    void crostonSmoothsSizeAndInterval() {
        // First demand 4 after 2 periods; then 2 after 3: size 4 + 0.1 (2 - 4) = 3.8, interval 2 + 0.1 (3 - 2) = 2.1.
        assertThat(IntermittentMethods.croston().forecast(SPARE_PART, 1)[0]).isCloseTo(3.8 / 2.1, within(1e-12));
    }

    @Test
    void sbaTakesTheBiasOff() {
        assertThat(IntermittentMethods.sba().forecast(SPARE_PART, 1)[0]).isCloseTo(0.95 * 3.8 / 2.1, within(1e-12));
    }

    @Test
    void tsbLetsTheProbabilityFallWithEveryEmptyPeriod() {
        // 0.5 · 0.9 · 0.9 = 0.405; a demand: 0.405 + 0.1 · 0.595 = 0.4645; empty: 0.41805. Size 3.8.
        assertThat(IntermittentMethods.tsb().forecast(SPARE_PART, 1)[0]).isCloseTo(3.8 * 0.41805, within(1e-12));
    }

    @Test
    void naiveSeasonalNaiveAndMeansAreWhatTheySay() {
        double[] history = {1, 2, 3, 4, 5, 6};

        assertThat(SimpleMethods.naive().forecast(history, 2)).containsExactly(6, 6);
        assertThat(SimpleMethods.seasonalNaive(3).forecast(history, 4)).containsExactly(4, 5, 6, 4);
        assertThat(SimpleMethods.mean().forecast(history, 1)).containsExactly(3.5);
        assertThat(SimpleMethods.movingAverage(2).forecast(history, 1)).containsExactly(5.5);
        assertThat(SimpleMethods.zero().forecast(history, 2)).containsExactly(0, 0);
    }

    @Test
    void thetaDriftsByHalfTheSlope() {
        double[] history = {2, 4, 6, 8, 10, 12, 14, 16};

        var forecast = TrendMethods.theta().forecast(history, 2);

        assertThat(forecast[1] - forecast[0]).isCloseTo(1, within(1e-9));
    }

    @Test
    void holtWintersFollowsAnExactSeasonWithoutError() {
        var history = new double[24];
        for (int t = 0; t < history.length; t++) history[t] = 10 + (t % 4);

        assertThat(TrendMethods.holtWinters(4).forecast(history, 4))
                .containsExactly(new double[] {10, 11, 12, 13}, within(0.05));
    }
}
