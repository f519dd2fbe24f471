package wharf.forecast;

import java.util.List;

/**
 * What is expected of one series, how sure that is, and how well the same procedure has done on the past.
 *
 * @param demand expected demand of each of the next periods, none negative
 * @param methods what it is made of, heaviest first
 * @param backTest what the same procedure would have missed before, each time knowing only what came earlier
 * @param deviations standard deviation of the error of the sum of the first {@code i + 1} periods
 * @param tail the shape of the errors, in standard deviations
 */
public record Forecast(double[] demand, List<Weight> methods, BackTest backTest, double[] deviations, Tail tail) {
    /** A method and its share of the forecast, 0 to 1. */
    public record Weight(String method, double share) {}

    /** Expected demand over the next {@code periods}, which may be broken; beyond the horizon the mean of the horizon goes on. */
    public double sum(double periods) {
        double sum = 0;
        int whole = (int) Math.min(periods, demand.length);
        for (int h = 0; h < whole; h++) sum += demand[h];
        double rest = periods - whole;
        return sum + rest * (whole < demand.length ? demand[whole] : sum / demand.length);
    }

    /** Standard deviation of the error of {@link #sum}, growing with the root of time beyond what was tested. */
    public double deviation(double periods) {
        if (periods <= 0) return 0;
        int longest = deviations.length;
        if (periods >= longest) return deviations[longest - 1] * Math.sqrt(periods / longest);
        int below = (int) periods;
        double low = below == 0 ? 0 : deviations[below - 1];
        double high = deviations[below];
        double part = periods - below;
        return Math.sqrt((1 - part) * low * low + part * high * high);
    }

    /**
     * How much is enough, with this probability, for the demand of the next {@code periods}. The shape of the errors is that of the batch's
     * back-tests; their size is the series' own.
     *
     * @param periodsDeviation standard deviation of {@code periods} itself, 0 where a lead time is kept: its variance times the square of
     *     the mean demand is added (E. A. Silver, D. F. Pyke and R. Peterson, Inventory Management and Production Planning and Scheduling,
     *     3rd ed. 1998, section 7.9)
     * @param probability above 0, below 1
     */
    public double quantile(double periods, double periodsDeviation, double probability) {
        if (!(probability > 0 && probability < 1))
            throw new IllegalArgumentException("probability " + probability + "; expected between 0 and 1");
        double mean = sum(periods);
        double rate = periods <= 0 ? 0 : mean / periods;
        double deviation = Math.hypot(deviation(periods), rate * periodsDeviation);
        return Math.max(0, mean + deviation * tail.quantile(probability));
    }
}
