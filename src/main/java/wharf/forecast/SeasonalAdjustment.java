package wharf.forecast;

/**
 * Takes the season out of a series and puts it back into a forecast: classical multiplicative decomposition with a centred moving average,
 * its factors drawn towards 1 when they rest on few seasons or explain little. The ratio-to-moving-average method is described in
 * S. Makridakis, S. C. Wheelwright and R. J. Hyndman, Forecasting: Methods and Applications, 3rd ed. 1998, chapter 3.
 */
final class SeasonalAdjustment {
    private final double[] factors;

    private SeasonalAdjustment(double[] factors) {
        this.factors = factors;
    }

    /** Of the first {@code n} values; no season where fewer than two are known or it is not told from noise. */
    static SeasonalAdjustment of(double[] history, int n, int season) {
        if (season < 2 || n < 2 * season) return new SeasonalAdjustment(new double[] {1});
        var sums = new double[season];
        var squares = new double[season];
        var counts = new int[season];
        for (int t = season / 2; t < n - season / 2; t++) {
            double trend = centred(history, t, season);
            if (trend <= 0) continue;
            double ratio = history[t] / trend;
            sums[t % season] += ratio;
            squares[t % season] += ratio * ratio;
            counts[t % season]++;
        }
        return new SeasonalAdjustment(shrunk(sums, squares, counts));
    }

    private static double centred(double[] history, int t, int season) {
        int half = season / 2;
        double sum = 0;
        if (season % 2 == 1) {
            for (int i = t - half; i <= t + half; i++) sum += history[i];
        } else {
            for (int i = t - half + 1; i < t + half; i++) sum += history[i];
            sum += (history[t - half] + history[Math.min(t + half, history.length - 1)]) / 2;
        }
        return sum / season;
    }

    /** James–Stein style: the factor's deviation from 1 keeps the share of its variance that is not noise of its mean. */
    private static double[] shrunk(double[] sums, double[] squares, int[] counts) {
        int season = sums.length;
        var means = new double[season];
        double noise = 0;
        double total = 0;
        int freedom = 0;
        for (int s = 0; s < season; s++) {
            means[s] = counts[s] == 0 ? 1 : sums[s] / counts[s];
            total += means[s];
            if (counts[s] > 1) {
                noise += squares[s] - sums[s] * sums[s] / counts[s];
                freedom += counts[s] - 1;
            }
        }
        double average = total / season;
        if (average <= 0) return new double[] {1};
        double spread = 0;
        double seasons = 0;
        for (int s = 0; s < season; s++) {
            means[s] /= average;
            spread += (means[s] - 1) * (means[s] - 1) / (season - 1);
            seasons += counts[s] / (double) season;
        }
        double ofMean = freedom == 0 ? spread / 2 : noise / freedom / average / average / Math.max(1, seasons);
        double keep = spread <= 0 ? 0 : Math.clamp(1 - ofMean / spread, 0, 1);
        for (int s = 0; s < season; s++) means[s] = 1 + keep * (means[s] - 1);
        return means;
    }

    boolean none() {
        return factors.length == 1;
    }

    double factor(int t) {
        return Math.max(0.02, factors[t % factors.length]);
    }

    double[] without(double[] history, int n) {
        var plain = new double[n];
        for (int t = 0; t < n; t++) plain[t] = history[t] / factor(t);
        return plain;
    }

    double[] with(double[] forecast, int origin) {
        var seasonal = new double[forecast.length];
        for (int h = 0; h < forecast.length; h++) seasonal[h] = Math.max(0, forecast[h] * factor(origin + h));
        return seasonal;
    }

    /** The method applied to the series without its season. */
    static Method around(Method plain, int season) {
        return new Method() {
            @Override
            public String name() {
                return "seasonal " + plain.name();
            }

            @Override
            public int needs() {
                return Math.max(plain.needs(), 2 * season);
            }

            @Override
            public double[] forecast(double[] history, int horizon) {
                return rolling(history, history.length, 1, horizon)[0];
            }

            @Override
            public double[][] rolling(double[] history, int firstOrigin, int origins, int horizon) {
                var adjustment = of(history, firstOrigin, season);
                var without = adjustment.without(history, firstOrigin + origins - 1);
                var forecasts = plain.rolling(without, firstOrigin, origins, horizon);
                for (int i = 0; i < origins; i++) forecasts[i] = adjustment.with(forecasts[i], firstOrigin + i);
                return forecasts;
            }
        };
    }
}
