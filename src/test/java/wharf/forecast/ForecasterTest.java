package wharf.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForecasterTest {
    private static final int SEASON = 7;

    static List<Method> methods() {
        return Forecaster.standardMethods(SEASON);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void noMethodForecastsBelowZeroOrBeyondNumbers(Method method) {
        var random = new Random(1);
        for (int run = 0; run < 200; run++) {
            var history = history(random, method.needs() + random.nextInt(60));

            assertThat(list(method.forecast(history, 1 + random.nextInt(30))))
                    .as(Arrays.toString(history))
                    .allMatch(value -> value >= 0 && Double.isFinite(value));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodGoesWithTheUnitOfMeasure(Method method) {
        var random = new Random(2);
        for (int run = 0; run < 100; run++) {
            var history = history(random, method.needs() + 5 + random.nextInt(40));
            // A power of two, so that no rounding decides between two smoothing constants that are equally good.
            var packs = Arrays.stream(history).map(value -> value * 8).toArray();
            var expected = method.forecast(history, 5);
            var scaled = method.forecast(packs, 5);

            for (int h = 0; h < 5; h++)
                assertThat(scaled[h]).isCloseTo(8 * expected[h], within(1e-6 * (1 + 8 * expected[h])));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void rollingKnowsNothingOfWhatComesLater(Method method) {
        var random = new Random(3);
        for (int run = 0; run < 50; run++) {
            int first = method.needs() + 5;
            var history = history(random, first + 20);
            var otherFuture = history.clone();
            for (int t = first + 10; t < otherFuture.length; t++) otherFuture[t] = random.nextInt(1000);

            var seen = method.rolling(history, first, 20, 4);
            var other = method.rolling(otherFuture, first, 20, 4);

            for (int i = 0; i <= 10; i++) assertThat(other[i]).containsExactly(seen[i]);
        }
    }

    @Test
    void aConstantSeriesIsForecastAsItselfWithoutDoubt() {
        var forecast = one(filled(60, 5), 14);

        assertThat(list(forecast.demand()))
                .allSatisfy(value -> assertThat(value).isCloseTo(5, within(0.05)));
        assertThat(forecast.quantile(7, 0, 0.99)).isCloseTo(35, within(1.0));
        assertThat(forecast.backTest().rmse()).isCloseTo(0, within(0.05));
    }

    @Test
    void aWeeklyPatternIsFound() {
        var history = new double[70];
        for (int t = 0; t < history.length; t++) history[t] = t % 7 < 5 ? 10 : 0;

        var forecast = one(history, 7);

        for (int h = 0; h < 7; h++) assertThat(forecast.demand()[h]).isCloseTo(h < 5 ? 10 : 0, within(1.0));
    }

    @Test
    void anItemNobodyBuysAnyMoreFades() {
        var history = new double[80];
        Arrays.fill(history, 0, 20, 6);

        assertThat(one(history, 10).sum(10)).isLessThan(2);
    }

    @Test
    void theQuantileGrowsWithTimeWithServiceAndWithAnUncertainLeadTime() {
        var random = new Random(4);
        for (int run = 0; run < 50; run++) {
            var forecast = one(history(random, 20 + random.nextInt(80)), 14);

            assertThat(forecast.quantile(6, 0, 0.95)).isGreaterThanOrEqualTo(forecast.quantile(3, 0, 0.95) - 1e-9);
            assertThat(forecast.quantile(6, 0, 0.99)).isGreaterThanOrEqualTo(forecast.quantile(6, 0, 0.9) - 1e-9);
            assertThat(forecast.quantile(6, 2, 0.95)).isGreaterThanOrEqualTo(forecast.quantile(6, 0, 0.95) - 1e-9);
        }
    }

    @Test
    void theQuantileIsEnoughAboutAsOftenAsItSays() {
        var random = new Random(5);
        var batch = new ArrayList<double[]>();
        for (int i = 0; i < 300; i++) batch.add(poisson(random, 0.3 + random.nextDouble() * 4, 96));
        var known = batch.stream().map(series -> Arrays.copyOf(series, 90)).toList();

        var forecasts = Forecaster.standard(1).forecast(known, 6);

        int enough = 0;
        for (int i = 0; i < batch.size(); i++) {
            double came = Arrays.stream(batch.get(i), 90, 96).sum();
            if (came <= Math.ceil(forecasts.get(i).quantile(6, 0, 0.9))) enough++;
        }
        assertThat(enough / 300.0).isBetween(0.86, 0.98);
    }

    @Test
    void theReportedErrorIsOfForecastsThatCouldNotKnow() {
        var random = new Random(6);
        var history = history(random, 60);
        var changed = history.clone();
        changed[59] += 1000;

        double before = one(history, 5).backTest().rmse();
        double after = one(changed, 5).backTest().rmse();

        assertThat(after).as("a jump nobody could foresee is an error").isGreaterThan(before + 100);
    }

    @Test
    void theSameInputGivesTheSameForecast() {
        var history = history(new Random(7), 50);

        assertThat(one(history, 9).demand()).containsExactly(one(history, 9).demand());
    }

    @Test
    void tooLittleHistoryIsSaidToBeUntested() {
        var forecast = one(new double[] {0, 2}, 7);

        assertThat(forecast.backTest().origins()).isZero();
        assertThat(list(forecast.demand())).allMatch(Double::isFinite);
        assertThat(one(new double[0], 7).sum(7)).isZero();
    }

    @Test
    void negativeDemandIsRefused() {
        assertThatThrownBy(() -> one(new double[] {1, -1}, 3)).hasMessageContaining("-1");
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static Forecast one(double[] history, int horizon) {
        return Forecaster.standard(SEASON).forecast(List.of(history), horizon).getFirst();
    }

    private static double[] filled(int n, double value) {
        var series = new double[n];
        Arrays.fill(series, value);
        return series;
    }

    /** Of all kinds: smooth, seasonal, trending, intermittent, dead. */
    private static double[] history(Random random, int n) {
        double rate = random.nextDouble() * 5;
        double often = random.nextInt(3) == 0 ? random.nextDouble() * 0.4 : 1;
        double trend = random.nextDouble() - 0.5;
        boolean seasonal = random.nextBoolean();
        var series = new double[n];
        for (int t = 0; t < n; t++) {
            double level = Math.max(0, rate + trend * t / 10) * (seasonal && t % SEASON == 0 ? 3 : 1);
            series[t] = random.nextDouble() < often ? Math.round(level * (0.5 + random.nextDouble())) : 0;
        }
        return series;
    }

    private static double[] poisson(Random random, double mean, int n) {
        var series = new double[n];
        for (int t = 0; t < n; t++) {
            double product = random.nextDouble();
            while (product > Math.exp(-mean)) {
                series[t]++;
                product *= random.nextDouble();
            }
        }
        return series;
    }
}
