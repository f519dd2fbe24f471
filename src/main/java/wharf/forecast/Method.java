package wharf.forecast;

import java.util.Arrays;

/** One way to forecast a series of demand per period (day, week, month) from its own past. Stateless and thread-safe. */
public interface Method {
    /** Short name for people, such as {@code TSB}. */
    String name();

    /** How many periods of history it needs before it says anything sensible. */
    default int needs() {
        return 1;
    }

    /**
     * The expected demand of each of the next periods.
     *
     * @param history demand per period, oldest first, at least {@link #needs()} values, none of them NaN
     * @param horizon periods to forecast, at least 1
     * @return {@code horizon} finite values, none negative
     */
    double[] forecast(double[] history, int horizon);

    /**
     * Forecasts from several origins in one pass: row i is made from the first {@code firstOrigin + i} values and from nothing later. A
     * method with parameters may choose them once from the first {@code firstOrigin} values, which every origin knows, and only roll its
     * state on.
     */
    default double[][] rolling(double[] history, int firstOrigin, int origins, int horizon) {
        var forecasts = new double[origins][];
        for (int i = 0; i < origins; i++) forecasts[i] = forecast(Arrays.copyOf(history, firstOrigin + i), horizon);
        return forecasts;
    }
}
