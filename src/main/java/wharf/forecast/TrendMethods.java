package wharf.forecast;

/** Methods that follow a trend, and by {@link #seasonal} or {@link #holtWinters} a season too. */
public final class TrendMethods {
    private TrendMethods() {}

    /**
     * The Theta method: simple exponential smoothing with half the slope of the regression line as drift. V. Assimakopoulos and
     * K. Nikolopoulos, International Journal of Forecasting 16 (2000) 521–530, in the form of R. J. Hyndman and B. Billah, Unmasking the
     * Theta method, the same journal 19 (2003) 287–290.
     */
    public static Method theta() {
        var ses = SimpleMethods.ses();
        return new Method() {
            @Override
            public String name() {
                return "Theta";
            }

            @Override
            public int needs() {
                return 4;
            }

            @Override
            public double[] forecast(double[] history, int horizon) {
                return drifted(ses.forecast(history, horizon), history, history.length);
            }

            @Override
            public double[][] rolling(double[] history, int firstOrigin, int origins, int horizon) {
                var forecasts = ses.rolling(history, firstOrigin, origins, horizon);
                for (int i = 0; i < origins; i++) forecasts[i] = drifted(forecasts[i], history, firstOrigin + i);
                return forecasts;
            }
        };
    }

    private static double[] drifted(double[] level, double[] history, int n) {
        double slope = slope(history, n);
        var forecast = new double[level.length];
        for (int h = 0; h < level.length; h++) forecast[h] = Math.max(0, level[h] + slope / 2 * (h + 1));
        return forecast;
    }

    private static double slope(double[] history, int n) {
        double middle = (n - 1) / 2.0;
        double covariance = 0;
        double variance = 0;
        for (int t = 0; t < n; t++) {
            covariance += (t - middle) * history[t];
            variance += (t - middle) * (t - middle);
        }
        return variance == 0 ? 0 : covariance / variance;
    }

    /** Any method around which the season is taken out first and put back after; see {@link SeasonalAdjustment}. */
    public static Method seasonal(Method plain, int season) {
        return SeasonalAdjustment.around(plain, season);
    }

    /**
     * Holt's linear trend, damped. E. S. Gardner and E. McKenzie, Forecasting trends in time series, Management Science 31 (1985)
     * 1237–1246.
     */
    public static Method dampedHolt() {
        return new Smoothing(Smoothing.Season.NONE, 1);
    }

    /**
     * Holt and Winters' method with an additive season and a damped trend. P. R. Winters, Forecasting sales by exponentially weighted moving
     * averages, Management Science 6 (1960) 324–342.
     */
    public static Method holtWinters(int season) {
        return new Smoothing(Smoothing.Season.ADDITIVE, season);
    }

    /** As {@link #holtWinters}, with a season that grows with the level. */
    public static Method multiplicativeHoltWinters(int season) {
        return new Smoothing(Smoothing.Season.MULTIPLICATIVE, season);
    }
}
