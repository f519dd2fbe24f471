package wharf.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Forecasts each series by a weighted mean of the methods that did best on it in a back-test. How a method did on all series of the batch
 * counts too, the more the shorter the own history is. Weights go with a power of the inverse error after J. M. Bates and C. W. J. Granger,
 * The combination of forecasts, Operational Research Quarterly 20 (1969) 451–468. No random numbers: the same input, the same output.
 */
public final class Forecaster {
    private static final int MOST_ORIGINS = 60;
    private static final int LEAST_ORIGINS = 8;
    private static final int LEAST_HISTORY = 6;
    private static final double WORST = 3;
    private static final double LAW_WEIGHT = 3;
    private static final int MOST_TAIL = 20_000;

    private static final Method SES = SimpleMethods.ses();

    private final List<Method> methods;
    private final Tuning tuning;

    /**
     * Chosen on the public series named in docs/benchmarks.md, for all of them at once.
     *
     * @param power how sharply better methods are preferred
     * @param pooled how many independent back-tests of its own a series needs before its own errors weigh as much as the batch's
     * @param kept most methods in a combination
     * @param prior how many series' worth of evidence the expectation of a method is before any series has been seen
     * @param within a method counts while its error is at most so many times the best one's
     * @param anchor share that simple exponential smoothing keeps while it counts
     */
    record Tuning(double power, double pooled, int kept, double prior, double within, double anchor) {
        static final Tuning STANDARD = new Tuning(4, 4, 8, 0.5, 1.25, 0.35);
    }

    public Forecaster(List<Method> methods) {
        this(methods, Tuning.STANDARD);
    }

    Forecaster(List<Method> methods, Tuning tuning) {
        if (methods.isEmpty()) throw new IllegalArgumentException("no methods");
        this.methods = List.copyOf(methods);
        this.tuning = tuning;
    }

    /** With all methods of this package. {@code season} is the number of periods in a season, 1 for none. */
    public static Forecaster standard(int season) {
        return new Forecaster(standardMethods(season));
    }

    static List<Method> standardMethods(int season) {
        if (season < 1) throw new IllegalArgumentException("season of " + season + " periods");
        var methods = new ArrayList<>(List.of(
                SimpleMethods.zero(),
                SimpleMethods.naive(),
                SimpleMethods.mean(),
                SimpleMethods.movingAverage(3),
                SimpleMethods.movingAverage(6),
                SimpleMethods.movingAverage(12),
                SimpleMethods.ses(),
                IntermittentMethods.croston(),
                IntermittentMethods.sba(),
                IntermittentMethods.tsb(),
                IntermittentMethods.fittedTsb(),
                TrendMethods.dampedHolt(),
                TrendMethods.theta()));
        if (season > 1)
            methods.addAll(List.of(
                    tested(SimpleMethods.seasonalNaive(season), 2 * season),
                    TrendMethods.seasonal(SimpleMethods.ses(), season),
                    TrendMethods.seasonal(TrendMethods.theta(), season),
                    TrendMethods.seasonal(SimpleMethods.movingAverage(6), season),
                    TrendMethods.holtWinters(season),
                    TrendMethods.multiplicativeHoltWinters(season)));
        return methods;
    }

    /** A method that is believed only after this many periods. */
    private static Method tested(Method method, int needs) {
        return new Method() {
            @Override
            public String name() {
                return method.name();
            }

            @Override
            public int needs() {
                return needs;
            }

            @Override
            public double[] forecast(double[] history, int horizon) {
                return method.forecast(history, horizon);
            }
        };
    }

    /** One forecast per series, in the same order; an empty series is forecast as zero. */
    public List<Forecast> forecast(List<double[]> series, int horizon) {
        if (horizon < 1) throw new IllegalArgumentException("horizon of " + horizon + " periods");
        series.forEach(Forecaster::check);
        var trials = series.parallelStream().map(one -> trial(one, horizon)).toList();
        var early = pooled(trials, Span.EARLY);
        var all = pooled(trials, Span.ALL);
        var law = VarianceLaw.of(series);
        var drafts = IntStream.range(0, series.size())
                .parallel()
                .mapToObj(i -> draft(series.get(i), trials.get(i), early, all, law, horizon))
                .toList();
        var tail = tail(drafts);
        return drafts.stream().map(draft -> draft.with(tail)).toList();
    }

    private static void check(double[] series) {
        for (double value : series)
            if (!Double.isFinite(value) || value < 0)
                throw new IllegalArgumentException("demand of " + value + "; expected 0 or more");
    }

    /** Which origins count: all, or only those whose outcome was known when the last third began. */
    private enum Span {
        EARLY,
        ALL
    }

    /**
     * All methods from all origins of one series. The last origins have seen less than the whole horizon come true.
     *
     * @param made by method, origin, period ahead; empty where the method needs more history than the first origin has
     * @param tested how many of the last origins with a whole horizon the reported error is of
     */
    private record Trial(double[] history, int firstOrigin, int horizon, double[][][] made, int tested) {
        int origins() {
            return history.length - firstOrigin;
        }

        /** Origins whose whole horizon has come true. */
        int whole() {
            return Math.max(0, origins() - horizon + 1);
        }

        int known(int origin) {
            return Math.min(horizon, origins() - origin);
        }

        double miss(int method, int origin, int ahead) {
            return history[firstOrigin + origin + ahead] - made[method][origin][ahead];
        }

        boolean hasMade(int method) {
            return made.length > 0 && made[method].length > 0;
        }

        int counted(Span span) {
            return span == Span.ALL ? origins() : Math.max(0, whole() - tested - horizon + 1);
        }

        double independent(Span span) {
            return counted(span) == 0 ? 0 : Math.max(1, counted(span) / (double) horizon);
        }

        double rootMeanSquare(int method, Span span) {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < counted(span); i++)
                for (int h = 0; h < known(i); h++) {
                    double miss = miss(method, i, h);
                    sum += miss * miss;
                    count++;
                }
            return Math.sqrt(sum / Math.max(1, count));
        }
    }

    /** Late enough for every method that can then still be tried often enough; those that cannot are left out. */
    private int firstOrigin(int n, int ahead) {
        int first = Math.max(Math.max(LEAST_HISTORY, n / 3), n - ahead - MOST_ORIGINS + 1);
        int latest = n - ahead - LEAST_ORIGINS + 1;
        int needed = methods.stream()
                .mapToInt(Method::needs)
                .filter(needs -> needs <= latest)
                .max()
                .orElse(first);
        return Math.max(first, needed);
    }

    private Trial trial(double[] history, int horizon) {
        int n = history.length;
        int ahead = Math.min(horizon, Math.max(1, n / 4));
        int firstOrigin = firstOrigin(n, ahead);
        int origins = n - firstOrigin;
        if (origins < ahead) return new Trial(history, n, ahead, new double[0][][], 0);
        var made = new double[methods.size()][][];
        for (int k = 0; k < made.length; k++)
            made[k] = methods.get(k).needs() > firstOrigin
                    ? new double[0][]
                    : methods.get(k).rolling(history, firstOrigin, origins, ahead);
        return new Trial(history, firstOrigin, ahead, made, Math.max(1, (origins - ahead + 1) / 3));
    }

    /** Mean over the series of each method's error in shares of the median method's. */
    private double[] pooled(List<Trial> trials, Span span) {
        var sums = new double[methods.size()];
        var counts = new int[methods.size()];
        for (var trial : trials) {
            var own = ratios(trial, span);
            for (int k = 0; k < own.length; k++)
                if (own[k] < Double.POSITIVE_INFINITY) {
                    sums[k] += Math.min(own[k], WORST);
                    counts[k]++;
                }
        }
        for (int k = 0; k < sums.length; k++)
            sums[k] = (sums[k] + tuning.prior() * prior(methods.get(k))) / (counts[k] + tuning.prior());
        return sums;
    }

    private static double prior(Method method) {
        return switch (method.name()) {
            case "zero" -> 2;
            case "naive", "seasonal naive" -> 1.15;
            default -> 1;
        };
    }

    /** Each method's error in shares of the median method's; infinite for a method that could not try. Empty where nothing tells. */
    private double[] ratios(Trial trial, Span span) {
        if (trial.counted(span) == 0) return new double[0];
        var errors = new double[methods.size()];
        for (int k = 0; k < errors.length; k++)
            errors[k] = trial.hasMade(k) ? trial.rootMeanSquare(k, span) : Double.POSITIVE_INFINITY;
        var finite = Arrays.stream(errors).filter(Double::isFinite).sorted().toArray();
        double median = finite[finite.length / 2];
        if (median <= 0) return new double[0];
        for (int k = 0; k < errors.length; k++) errors[k] /= median;
        return errors;
    }

    private double[] weights(Trial trial, double[] pooled, Span span) {
        var own = ratios(trial, span);
        double independent = trial.independent(span);
        double trust = own.length == 0 ? 0 : independent / (independent + tuning.pooled());
        var scores = new double[methods.size()];
        for (int k = 0; k < scores.length; k++) {
            boolean known = own.length > 0
                    ? own[k] < Double.POSITIVE_INFINITY
                    : methods.get(k).needs() <= trial.history().length;
            double batch = pooled[k] == 0 ? 1 : pooled[k];
            scores[k] =
                    known ? (own.length == 0 ? batch : trust * own[k] + (1 - trust) * batch) : Double.POSITIVE_INFINITY;
        }
        return sharpened(scores);
    }

    private boolean isPossible(Trial trial, int method) {
        return trial.made().length > 0
                ? trial.hasMade(method)
                : methods.get(method).needs() <= trial.history().length;
    }

    private double[] sharpened(double[] scores) {
        int anchor = IntStream.range(0, methods.size())
                .filter(k -> methods.get(k).name().equals("SES"))
                .findFirst()
                .orElse(-1);
        double best = Math.max(1e-6, Arrays.stream(scores).min().orElse(1));
        if (best == Double.POSITIVE_INFINITY) return new double[scores.length];
        var order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> scores[k]))
                .filter(k -> scores[k] <= best * tuning.within())
                .limit(tuning.kept())
                .toList();
        var weights = new double[scores.length];
        for (int k : order) weights[k] = Math.pow(best / Math.max(best, scores[k]), tuning.power());
        double sum = Arrays.stream(weights).sum();
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= sum;
            if (anchor >= 0 && scores[anchor] <= best * tuning.within())
                weights[k] = (1 - tuning.anchor()) * weights[k] + (k == anchor ? tuning.anchor() : 0);
        }
        return weights;
    }

    /** A forecast before the batch's tail is known. */
    private record Draft(
            double[] demand,
            List<Forecast.Weight> methods,
            BackTest backTest,
            double[] deviations,
            double[][] sumErrors) {
        Forecast with(Tail tail) {
            return new Forecast(demand, methods, backTest, deviations, tail);
        }
    }

    private Draft draft(double[] history, Trial trial, double[] early, double[] all, VarianceLaw law, int horizon) {
        if (history.length == 0)
            return new Draft(new double[horizon], List.of(), BackTest.NONE, new double[1], new double[0][]);
        var weights = weights(trial, all, Span.ALL);
        var demand = new double[horizon];
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] == 0) continue;
            var one = methods.get(k).forecast(history, horizon);
            for (int h = 0; h < horizon; h++) demand[h] += weights[k] * one[h];
        }
        var errors = sumErrors(trial, weights);
        return new Draft(
                demand,
                shares(weights),
                backTest(trial, weights(trial, early, Span.EARLY)),
                deviations(errors, demand, noise(history), law),
                errors);
    }

    private static Tail tail(List<Draft> drafts) {
        long count = drafts.stream()
                .flatMap(draft -> Arrays.stream(draft.sumErrors()))
                .mapToLong(row -> row.length)
                .sum();
        long every = 1 + count / MOST_TAIL;
        var errors = new ArrayList<Double>();
        long seen = 0;
        for (var draft : drafts)
            for (int h = 0; h < draft.sumErrors().length; h++)
                for (double error : draft.sumErrors()[h])
                    if (seen++ % every == 0 && draft.deviations()[h] > 0) errors.add(error / draft.deviations()[h]);
        return new Tail(errors.stream().mapToDouble(error -> error).sorted().toArray());
    }

    private List<Forecast.Weight> shares(double[] weights) {
        return IntStream.range(0, weights.length)
                .filter(k -> weights[k] >= 0.005)
                .mapToObj(k -> new Forecast.Weight(methods.get(k).name(), weights[k]))
                .sorted(Comparator.comparingDouble(Forecast.Weight::share).reversed())
                .toList();
    }

    private static double[] combined(Trial trial, double[] weights, int origin) {
        var forecast = new double[trial.horizon()];
        for (int k = 0; k < weights.length; k++)
            if (weights[k] > 0 && trial.hasMade(k))
                for (int h = 0; h < forecast.length; h++) forecast[h] += weights[k] * trial.made()[k][origin][h];
        return forecast;
    }

    private static BackTest backTest(Trial trial, double[] weights) {
        if (trial.origins() == 0) return BackTest.NONE;
        double squares = 0;
        double absolute = 0;
        double bias = 0;
        double demand = 0;
        double naive = 0;
        for (int i = trial.whole() - trial.tested(); i < trial.whole(); i++) {
            var forecast = combined(trial, weights, i);
            for (int h = 0; h < trial.horizon(); h++) {
                double actual = trial.history()[trial.firstOrigin() + i + h];
                double miss = forecast[h] - actual;
                squares += miss * miss;
                absolute += Math.abs(miss);
                bias += miss;
                demand += actual;
                naive += Math.abs(trial.history()[trial.firstOrigin() + i - 1] - actual);
            }
        }
        double count = trial.tested() * trial.horizon();
        return new BackTest(
                trial.tested(),
                trial.horizon(),
                Math.sqrt(squares / count),
                absolute / count,
                bias / count,
                demand / count,
                naive / count);
    }

    /** By how much the combination missed the sum of the first periods, from every origin. Without a back-test: the spread of history. */
    private static double[][] sumErrors(Trial trial, double[] weights) {
        if (trial.origins() == 0) return new double[][] {spread(trial.history())};
        var errors = new double[trial.horizon()][];
        for (int h = 0; h < errors.length; h++) errors[h] = new double[trial.origins() - h];
        for (int i = 0; i < trial.origins(); i++) {
            var forecast = combined(trial, weights, i);
            double sum = 0;
            for (int h = 0; h < trial.known(i); h++) {
                sum += trial.history()[trial.firstOrigin() + i + h] - forecast[h];
                errors[h][i] = sum;
            }
        }
        return errors;
    }

    /**
     * Of the sums: a fifth of what the back-test says, four fifths of the noise of the single periods, which remembers demand from before the
     * back-test (measured on slow parts: less stock for the same fill rate), drawn upwards to the batch's law the more, the fewer independent
     * errors there are.
     */
    private static double[] deviations(double[][] errors, double[] demand, double noise, VarianceLaw law) {
        var deviations = new double[errors.length];
        double mean = 0;
        for (int h = 0; h < deviations.length; h++) {
            mean += (demand[h] - mean) / (h + 1);
            double own = (meanSquare(errors[h]) + 4 * (h + 1) * noise) / 5;
            double independent = errors[h].length / (h + 1.0);
            double expected = Math.max(own, (h + 1) * law.variance(mean));
            deviations[h] = Math.sqrt((independent * own + LAW_WEIGHT * expected) / (independent + LAW_WEIGHT));
        }
        return deviations;
    }

    /** Mean squared one-step error of simple exponential smoothing since the first third of history. */
    private static double noise(double[] history) {
        if (history.length < 3) return meanSquare(spread(history));
        int from = Math.max(1, history.length / 3);
        var made = SES.rolling(history, from, history.length - from, 1);
        var misses = new double[made.length];
        for (int i = 0; i < misses.length; i++) misses[i] = history[from + i] - made[i][0];
        return meanSquare(misses);
    }

    private static double meanSquare(double[] errors) {
        return Arrays.stream(errors).map(e -> e * e).average().orElse(0);
    }

    private static double[] spread(double[] history) {
        double mean = Arrays.stream(history).average().orElse(0);
        return Arrays.stream(history).map(value -> value - mean).toArray();
    }
}
