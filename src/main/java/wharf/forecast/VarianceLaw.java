package wharf.forecast;

import java.util.List;

/**
 * How the variance of a period's demand goes with its mean over a batch of series: a power law, fitted on logarithms (L. R. Taylor,
 * Aggregation, variance and the mean, Nature 189 (1961) 732–735; for stock, R. G. Brown, Statistical Forecasting for Inventory Control, 1959).
 * It lends a spread to series too young to have shown one.
 */
record VarianceLaw(double factor, double power) {
    private static final int LEAST_SERIES = 20;
    private static final int LEAST_PERIODS = 12;
    private static final VarianceLaw NONE = new VarianceLaw(0, 1);

    static VarianceLaw of(List<double[]> series) {
        int n = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (var one : series) {
            if (one.length < LEAST_PERIODS) continue;
            double mean = mean(one);
            double variance = variance(one, mean);
            if (mean <= 0 || variance <= 0) continue;
            double logMean = Math.log(mean);
            double logVariance = Math.log(variance);
            n++;
            x += logMean;
            y += logVariance;
            xx += logMean * logMean;
            xy += logMean * logVariance;
        }
        double spread = n * xx - x * x;
        if (n < LEAST_SERIES || spread <= 1e-9) return NONE;
        double power = Math.clamp((n * xy - x * y) / spread, 0.5, 2);
        return new VarianceLaw(Math.exp((y - power * x) / n), power);
    }

    boolean isNone() {
        return factor == 0;
    }

    double variance(double mean) {
        return mean <= 0 ? 0 : factor * Math.pow(mean, power);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) sum += value;
        return sum / values.length;
    }

    private static double variance(double[] values, double mean) {
        double sum = 0;
        for (double value : values) sum += (value - mean) * (value - mean);
        return sum / (values.length - 1);
    }
}
