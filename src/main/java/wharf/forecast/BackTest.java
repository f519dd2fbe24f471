package wharf.forecast;

/**
 * What a procedure has missed on the past, forecasting again and again from only what was known at the time (rolling origin: L. J. Tashman,
 * Out-of-sample tests of forecasting accuracy, International Journal of Forecasting 16 (2000) 437–450). The weights of the methods, too, were
 * chosen from errors that had been made before.
 *
 * @param origins how many times it forecast; 0 where history is too short to test anything
 * @param horizon periods ahead, each time
 * @param rmse root of the mean squared error of a period
 * @param meanAbsolute mean absolute error of a period
 * @param bias mean of forecast less actual, positive for too much
 * @param meanDemand what was really demanded in a period, on average
 * @param naiveMeanAbsolute what forecasting the last value again would have had as mean absolute error
 */
public record BackTest(
        int origins,
        int horizon,
        double rmse,
        double meanAbsolute,
        double bias,
        double meanDemand,
        double naiveMeanAbsolute) {
    static final BackTest NONE = new BackTest(0, 0, 0, 0, 0, 0, 0);
}
