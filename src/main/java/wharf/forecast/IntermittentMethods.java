package wharf.forecast;

/** Methods for demand with many empty periods: they follow the size of a demand and how often there is one, each on its own. */
public final class IntermittentMethods {
    private static final double[] ALPHAS = {0.05, 0.1, 0.2, 0.3};
    private static final double[] BETAS = {0.02, 0.05, 0.1, 0.2, 0.3};

    private IntermittentMethods() {}

    /**
     * Smoothed size over smoothed interval, both moved only when there is demand. J. D. Croston, Forecasting and stock control for
     * intermittent demands, Operational Research Quarterly 23 (1972) 289–303. Smoothing constant 0.1.
     */
    public static Method croston() {
        return SimpleMethods.flat("Croston", 1, history -> croston(history, 0.1));
    }

    /**
     * Croston's method less its bias: times (1 − α / 2). A. A. Syntetos and J. E. Boylan, The accuracy of intermittent demand estimates,
     * International Journal of Forecasting 21 (2005) 303–314.
     */
    public static Method sba() {
        return SimpleMethods.flat("SBA", 1, history -> croston(history, 0.1) * (1 - 0.1 / 2));
    }

    /**
     * Smoothed size times smoothed probability of demand, the latter moved in every period, so that an item nobody buys any more fades.
     * R. H. Teunter, A. A. Syntetos and M. Z. Babai, Intermittent demand: linking forecasting to inventory obsolescence, European Journal of
     * Operational Research 214 (2011) 606–615. Both constants 0.1.
     */
    public static Method tsb() {
        return SimpleMethods.flat(
                "TSB", 1, history -> tsb(history, history.length, 0.1, 0.1).level());
    }

    /** TSB with the constants that have the least squared one-step error over the history. */
    public static Method fittedTsb() {
        return new Method() {
            @Override
            public String name() {
                return "fitted TSB";
            }

            @Override
            public double[] forecast(double[] history, int horizon) {
                var fit = fit(history, history.length);
                return SimpleMethods.filled(
                        tsb(history, history.length, fit[0], fit[1]).level(), horizon);
            }

            @Override
            public double[][] rolling(double[] history, int firstOrigin, int origins, int horizon) {
                var fit = fit(history, firstOrigin);
                var forecasts = new double[origins][];
                for (int i = 0; i < origins; i++)
                    forecasts[i] = SimpleMethods.filled(
                            tsb(history, firstOrigin + i, fit[0], fit[1]).level(), horizon);
                return forecasts;
            }
        };
    }

    private static double[] fit(double[] history, int n) {
        double[] best = {0.1, 0.1};
        double least = Double.POSITIVE_INFINITY;
        for (double alpha : ALPHAS)
            for (double beta : BETAS) {
                double error = tsb(history, n, alpha, beta).squaredError();
                if (error < least) {
                    least = error;
                    best = new double[] {alpha, beta};
                }
            }
        return best;
    }

    private static double croston(double[] history, double alpha) {
        int first = firstDemand(history, history.length);
        if (first < 0) return 0;
        double size = history[first];
        double interval = first + 1;
        double since = 1;
        for (int t = first + 1; t < history.length; t++) {
            if (history[t] > 0) {
                size += alpha * (history[t] - size);
                interval += alpha * (since - interval);
                since = 1;
            } else {
                since++;
            }
        }
        return size / interval;
    }

    private record Tsb(double level, double squaredError) {}

    private static Tsb tsb(double[] history, int n, double alpha, double beta) {
        int first = firstDemand(history, n);
        if (first < 0) return new Tsb(0, 0);
        double size = history[first];
        double probability = 1.0 / (first + 1);
        double error = 0;
        for (int t = first + 1; t < n; t++) {
            double miss = history[t] - size * probability;
            error += miss * miss;
            if (history[t] > 0) {
                size += alpha * (history[t] - size);
                probability += beta * (1 - probability);
            } else {
                probability -= beta * probability;
            }
        }
        return new Tsb(size * probability, error);
    }

    private static int firstDemand(double[] history, int n) {
        for (int t = 0; t < n; t++) if (history[t] > 0) return t;
        return -1;
    }
}
