package wharf.forecast;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How far, in standard deviations, what came was from what was forecast: the errors of the back-tests of a whole batch, drawn towards the
 * normal distribution the more, the fewer they are. One series has seen too little of its own tail; a batch of like ones has.
 *
 * @param errors standardised errors (actual less forecast), ascending
 */
record Tail(double[] errors) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double ENOUGH = 200;

    double quantile(double probability) {
        double normal = NORMAL.inverseCumulativeProbability(probability);
        if (errors.length == 0) return normal;
        double trust = errors.length / (errors.length + ENOUGH);
        return trust * seen(probability) + (1 - trust) * normal;
    }

    /** Linear between the order statistics, at (i − 1/3) / (n + 1/3): R. J. Hyndman and Y. Fan, Sample quantiles, 1996, definition 8. */
    private double seen(double probability) {
        int n = errors.length;
        double at = Math.clamp(probability * (n + 1.0 / 3) + 1.0 / 3 - 1, 0, n - 1.0);
        int below = (int) at;
        int above = Math.min(n - 1, below + 1);
        return errors[below] + (at - below) * (errors[above] - errors[below]);
    }
}
