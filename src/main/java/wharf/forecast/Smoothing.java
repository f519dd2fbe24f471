package wharf.forecast;

import java.util.Arrays;

/**
 * Exponential smoothing of level, damped trend and season, in the error-correction form of R. J. Hyndman, A. B. Koehler, J. K. Ord and
 * R. D. Snyder, Forecasting with Exponential Smoothing, 2008, table 2.2. The constants are those with the least squared one-step error,
 * found by walking a small grid, one constant after the other.
 */
final class Smoothing implements Method {
    enum Season {
        NONE,
        ADDITIVE,
        MULTIPLICATIVE
    }

    private static final double[][] GRID = {
        {0.01, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 0.95}, // level
        {0.0, 0.01, 0.05, 0.1, 0.2, 0.4}, // trend
        {0.01, 0.05, 0.1, 0.2, 0.35, 0.5}, // season
        {0.8, 0.9, 0.95, 0.98} // damping
    };
    private static final int ROUNDS = 3;
    /** No period is forecast above so many times the most that was ever seen: a season divided by a level near zero explodes. */
    private static final double HIGHEST = 2;

    private final Season season;
    private final int length;

    Smoothing(Season season, int length) {
        this.season = season;
        this.length = season == Season.NONE ? 1 : length;
    }

    @Override
    public String name() {
        return switch (season) {
            case NONE -> "damped Holt";
            case ADDITIVE -> "Holt-Winters";
            case MULTIPLICATIVE -> "multiplicative Holt-Winters";
        };
    }

    @Override
    public int needs() {
        return season == Season.NONE ? 4 : 2 * length + 2;
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        return rolling(history, history.length, 1, horizon)[0];
    }

    @Override
    public double[][] rolling(double[] history, int firstOrigin, int origins, int horizon) {
        var constants = constants(history, firstOrigin);
        var state = started(history, firstOrigin);
        var forecasts = new double[origins][];
        for (int t = 0; t < firstOrigin + origins - 1; t++) {
            if (t >= firstOrigin) forecasts[t - firstOrigin] = state.ahead(horizon, t, constants[3]);
            state.step(history[t], t, constants);
        }
        forecasts[origins - 1] = state.ahead(horizon, firstOrigin + origins - 1, constants[3]);
        return forecasts;
    }

    private double[] constants(double[] history, int n) {
        double[] best = {0.3, 0.05, 0.1, 0.95};
        double least = squaredError(history, n, best);
        for (int round = 0; round < ROUNDS; round++) {
            boolean moved = false;
            for (int which = 0; which < GRID.length; which++) {
                if (which == 2 && season == Season.NONE) continue;
                for (double value : GRID[which]) {
                    if (value == best[which]) continue;
                    var tried = best.clone();
                    tried[which] = value;
                    double error = squaredError(history, n, tried);
                    if (error < least) {
                        least = error;
                        best = tried;
                        moved = true;
                    }
                }
            }
            if (!moved) break;
        }
        return best;
    }

    private double squaredError(double[] history, int n, double[] constants) {
        var state = started(history, n);
        double sum = 0;
        for (int t = 0; t < n; t++) {
            double miss = state.step(history[t], t, constants);
            sum += miss * miss;
        }
        return Double.isFinite(sum) ? sum : Double.MAX_VALUE;
    }

    /** Level and season from the first two seasons, no trend. */
    private State started(double[] history, int n) {
        int first = season == Season.NONE ? Math.min(n, 4) : Math.min(n, 2 * length);
        double level = 0;
        for (int t = 0; t < first; t++) level += history[t] / first;
        var factors = new double[length];
        double neutral = season == Season.MULTIPLICATIVE ? 1 : 0;
        Arrays.fill(factors, neutral);
        if (season != Season.NONE && first >= length) {
            var counts = new int[length];
            Arrays.fill(factors, 0);
            for (int t = 0; t < first; t++) {
                factors[t % length] +=
                        season == Season.ADDITIVE ? history[t] - level : (level == 0 ? 0 : history[t] / level);
                counts[t % length]++;
            }
            for (int s = 0; s < length; s++) factors[s] /= Math.max(1, counts[s]);
        }
        double mean = 0;
        for (int t = 0; t < n; t++) mean += history[t] / n;
        return new State(level, factors, mean / 20);
    }

    private final class State {
        private double level;
        private double trend;
        private final double[] factors;

        /** Below which a level is taken for none when a season is measured by it. */
        private final double floor;
        /** The most seen so far. */
        private double most;

        State(double level, double[] factors, double floor) {
            this.level = level;
            this.factors = factors;
            this.floor = floor;
        }

        /** Takes in a value; returns by how much the forecast missed it. */
        double step(double value, int t, double[] constants) {
            most = Math.max(most, value);
            double damped = constants[3] * trend;
            double base = level + damped;
            double factor = factors[t % length];
            double miss = value - join(base, factor);
            double local = season == Season.MULTIPLICATIVE ? miss / Math.max(factor, 0.05) : miss;
            level = base + constants[0] * local;
            trend = damped + constants[0] * constants[1] * local;
            if (season == Season.ADDITIVE) factors[t % length] += constants[2] * (1 - constants[0]) * miss;
            if (season == Season.MULTIPLICATIVE)
                factors[t % length] =
                        Math.max(0, factor + constants[2] * (1 - constants[0]) * miss / Math.max(base, 1e-9));
            return miss;
        }

        double[] ahead(int horizon, int origin, double damping) {
            var forecast = new double[horizon];
            double sum = 0;
            double power = 1;
            for (int h = 0; h < horizon; h++) {
                power *= damping;
                sum += power;
                double value = join(level + sum * trend, factors[(origin + h) % length]);
                forecast[h] = Double.isFinite(value) ? Math.clamp(value, 0, HIGHEST * most) : 0;
            }
            return forecast;
        }

        private double join(double base, double factor) {
            return season == Season.MULTIPLICATIVE ? base * factor : base + factor;
        }
    }
}
