package wharf.forecast;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** Methods without seasons and trends, and the yardsticks every other one has to beat. */
public final class SimpleMethods {
    private SimpleMethods() {}

    /** Nothing will be sold: right for what is out of fashion, and the yardstick that shows which measures reward pessimism. */
    public static Method zero() {
        return flat("zero", 18, history -> 0);
    }

    /** The last value again. */
    public static Method naive() {
        return flat("naive", 1, history -> history[history.length - 1]);
    }

    /** The mean of all history. */
    public static Method mean() {
        return flat("mean", 1, history -> mean(history, 0));
    }

    /** The mean of the last {@code periods} values, or of all there are. */
    public static Method movingAverage(int periods) {
        return flat("moving average " + periods, 1, history -> mean(history, Math.max(0, history.length - periods)));
    }

    /**
     * The value of the same season, last time.
     *
     * @param season periods in a season; 1 for none
     */
    public static Method seasonalNaive(int season) {
        return new Method() {
            @Override
            public String name() {
                return "seasonal naive";
            }

            @Override
            public double[] forecast(double[] history, int horizon) {
                int n = history.length;
                int back = Math.min(season, n);
                var forecast = new double[horizon];
                for (int h = 0; h < horizon; h++) forecast[h] = history[n - back + h % back];
                return forecast;
            }
        };
    }

    /**
     * Simple exponential smoothing: level ← level + α (demand − level). R. G. Brown, Statistical Forecasting for Inventory Control, 1959.
     * The level starts at the mean of the first periods; α is the one with the least squared one-step error.
     */
    public static Method ses() {
        return new Method() {
            @Override
            public String name() {
                return "SES";
            }

            @Override
            public double[] forecast(double[] history, int horizon) {
                return filled(level(history, history.length, alpha(history, history.length)), horizon);
            }

            @Override
            public double[][] rolling(double[] history, int firstOrigin, int origins, int horizon) {
                double alpha = alpha(history, firstOrigin);
                var forecasts = new double[origins][];
                for (int i = 0; i < origins; i++)
                    forecasts[i] = filled(level(history, firstOrigin + i, alpha, firstOrigin), horizon);
                return forecasts;
            }
        };
    }

    private static double alpha(double[] history, int n) {
        double best = 0.1;
        double least = Double.POSITIVE_INFINITY;
        for (int step = 1; step <= 20; step++) {
            double alpha = step == 1 ? 0.02 : (step - 1) * 0.05;
            double level = start(history, n);
            double error = 0;
            for (int t = 0; t < n; t++) {
                double miss = history[t] - level;
                error += miss * miss;
                level += alpha * miss;
            }
            if (error < least) {
                least = error;
                best = alpha;
            }
        }
        return best;
    }

    private static double level(double[] history, int n, double alpha) {
        return level(history, n, alpha, n);
    }

    private static double level(double[] history, int n, double alpha, int known) {
        double level = start(history, known);
        for (int t = 0; t < n; t++) level += alpha * (history[t] - level);
        return level;
    }

    private static double start(double[] history, int n) {
        return mean(Arrays.copyOf(history, Math.min(n, 6)), 0);
    }

    private static double mean(double[] values, int from) {
        double sum = 0;
        for (int t = from; t < values.length; t++) sum += values[t];
        return sum / (values.length - from);
    }

    static Method flat(String name, int needs, ToDoubleFunction<double[]> level) {
        return new Method() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int needs() {
                return needs;
            }

            @Override
            public double[] forecast(double[] history, int horizon) {
                return filled(Math.max(0, level.applyAsDouble(history)), horizon);
            }
        };
    }

    static double[] filled(double value, int horizon) {
        var forecast = new double[horizon];
        Arrays.fill(forecast, Math.max(0, value));
        return forecast;
    }
}
