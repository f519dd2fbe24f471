package wharf.bench.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import wharf.forecast.Forecaster;
import wharf.forecast.IntermittentMethods;
import wharf.forecast.Method;
import wharf.forecast.SimpleMethods;

/**
 * {@code forecast --file F [--horizon 6] [--season 12] [--origins n]}: holds back the last {@code horizon} values of each series, forecasts
 * them from what is before, and prints what was missed, beside the same figures of the simple methods. A file with few series is forecast
 * from as many origins, one period apart, as make 100 forecasts together, the held back part being at most a third of the shortest.
 */
public final class ForecastBench {
    private static final int ENOUGH = 100;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double[] FILLS = {0.8, 0.85, 0.9, 0.95};
    private static final double[] LEVELS = levels();
    private static final double[] PINBALL = {0.5, 0.8, 0.9, 0.95};

    private ForecastBench() {}

    /** Service levels, denser towards certainty. */
    private static double[] levels() {
        var levels = new ArrayList<Double>();
        for (double level = 0.05; level < 0.99999; level = level < 0.895 ? level + 0.05 : 1 - (1 - level) * 0.7)
            levels.add(level);
        return levels.stream().mapToDouble(level -> level).toArray();
    }

    public static void main(String[] args) throws IOException {
        var options = new HashMap<String, String>();
        for (int i = 0; i + 1 < args.length; i += 2) options.put(args[i], args[i + 1]);
        var file = options.get("--file");
        if (file == null) {
            System.err.println("Usage: forecast --file F [--horizon 6] [--season 12] [--origins n]");
            System.exit(2);
            return;
        }
        int horizon = Integer.parseInt(options.getOrDefault("--horizon", "6"));
        int season = Integer.parseInt(options.getOrDefault("--season", "12"));
        int origins = Integer.parseInt(options.getOrDefault("--origins", "0"));
        System.out.println(json(run(Path.of(file), horizon, season, origins)));
    }

    /** The figures, by their names. */
    static Map<String, Object> run(Path file, int horizon, int season, int wantedOrigins) throws IOException {
        var read = SeriesFile.read(file);
        var usable = read.series().stream().filter(s -> s.length >= horizon + 6).toList();
        if (usable.isEmpty()) throw new IOException(file + " holds no series of " + (horizon + 6) + " values");
        int shortest = usable.stream().mapToInt(s -> s.length).min().orElseThrow();
        int most = Math.max(1, shortest / 3 - horizon + 1);
        int enough = (ENOUGH + usable.size() - 1) / usable.size();
        int origins = wantedOrigins > 0 ? wantedOrigins : Math.min(most, enough);
        var cases = new ArrayList<Case>();
        for (int back = origins - 1; back >= 0; back--)
            for (int s = 0; s < usable.size(); s++) cases.add(Case.of(s, usable.get(s), horizon, back, season));

        var start = System.nanoTime();
        var ours = new ArrayList<Outlook>();
        for (int o = 0; o < origins; o++) {
            var batch = cases.subList(o * usable.size(), (o + 1) * usable.size());
            Forecaster.standard(season).forecast(batch.stream().map(Case::known).toList(), horizon).forEach(f ->
                    ours.add(new Outlook(f.demand(), (periods, p) -> f.quantile(periods, 0, p))));
        }
        double seconds = (System.nanoTime() - start) / 1e9;

        var figures = new LinkedHashMap<String, Object>();
        figures.put("file", file.getFileName().toString());
        figures.put("series", usable.size());
        figures.put("skipped", read.series().size() - usable.size());
        figures.put("horizon", horizon);
        figures.put("season", season);
        figures.put("origins", origins);
        var own = Measures.of(cases, ours);
        figures.putAll(own.shown());
        figures.put("seriesPerSecond", cases.size() / seconds);
        var baselines = new LinkedHashMap<String, Object>();
        var measures = new LinkedHashMap<String, Measures>();
        simple(season).forEach((name, method) -> {
            var measured = Measures.of(cases, cases.stream().map(c -> textbook(c, method, horizon)).toList());
            measures.put(name, measured);
            baselines.put(name, measured.shown());
        });
        figures.put("baselines", baselines);
        double best = measures.entrySet().stream().filter(e -> !e.getKey().equals("zero")).mapToDouble(e -> e.getValue().rmse()).min().orElseThrow();
        figures.put("rmseOverBest", own.rmse() / best);
        return figures;
    }

    private static Map<String, Method> simple(int season) {
        var methods = new LinkedHashMap<String, Method>();
        methods.put("naive", SimpleMethods.naive());
        methods.put("seasonalNaive", SimpleMethods.seasonalNaive(season));
        methods.put("ses", SimpleMethods.ses());
        methods.put("croston", IntermittentMethods.croston());
        methods.put("sba", IntermittentMethods.sba());
        methods.put("tsb", IntermittentMethods.tsb());
        methods.put("zero", SimpleMethods.zero());
        return methods;
    }

    /** A simple method as the textbooks use it: normal errors, of the one-step errors' deviation, growing with the root of the periods. */
    private static Outlook textbook(Case one, Method method, int horizon) {
        var known = one.known();
        int from = Math.max(1, Math.min(known.length - 1, known.length / 3));
        var made = method.rolling(known, from, known.length - from, 1);
        double squares = 0;
        for (int i = 0; i < made.length; i++) squares += Math.pow(known[from + i] - made[i][0], 2);
        double deviation = Math.sqrt(squares / made.length);
        var demand = method.forecast(known, horizon);
        return new Outlook(
                demand,
                (periods, p) -> Math.max(
                        0,
                        Arrays.stream(demand).limit(periods).sum()
                                + NORMAL.inverseCumulativeProbability(p) * deviation * Math.sqrt(periods)));
    }

    /** What was known at an origin and what came then; {@code scale} is the mean absolute seasonal difference of what was known. */
    record Case(int series, double[] known, double[] actual, double scale) {
        static Case of(int series, double[] values, int horizon, int back, int season) {
            int origin = values.length - horizon - back;
            var known = Arrays.copyOf(values, origin);
            int lag = origin > season ? season : 1;
            double scale = IntStream.range(lag, origin)
                    .mapToDouble(t -> Math.abs(known[t] - known[t - lag]))
                    .average()
                    .orElse(0);
            return new Case(series, known, Arrays.copyOfRange(values, origin, origin + horizon), scale);
        }
    }

    interface Quantile {
        double of(int periods, double probability);
    }

    record Outlook(double[] demand, Quantile sum) {}

    /**
     * @param rmse mean over the series of the root mean squared error over all origins and periods
     * @param pooledRmse root mean squared error over everything, which large series rule
     * @param mase mean absolute error in shares of the seasonal difference (R. J. Hyndman and A. B. Koehler, 2006), mean over the series
     * @param bias forecast less actual, in shares of what was demanded in all
     * @param pinball loss of the quantiles of the horizon's sum, in shares of MASE's scale and per period
     * @param fillRate units served at once over units demanded, at a service level of 0.95
     * @param stock units on hand per series and period there
     * @param stockAtFill units on hand where the curve over all service levels reaches a fill rate, by fill rate; null if it never does
     */
    record Measures(
            double rmse,
            double pooledRmse,
            double mase,
            double bias,
            double pinball,
            double fillRate,
            double stock,
            Map<String, Object> stockAtFill) {
        static Measures of(List<Case> cases, List<Outlook> outlooks) {
            var squares = new HashMap<Integer, List<Double>>();
            double pooled = 0;
            double scaled = 0;
            double loss = 0;
            int counted = 0;
            double made = 0;
            double demanded = 0;
            for (int i = 0; i < cases.size(); i++) {
                var one = cases.get(i);
                var outlook = outlooks.get(i);
                int horizon = one.actual().length;
                double square = 0;
                double absolute = 0;
                double sum = 0;
                for (int h = 0; h < horizon; h++) {
                    double miss = outlook.demand()[h] - one.actual()[h];
                    square += miss * miss / horizon;
                    absolute += Math.abs(miss) / horizon;
                    made += outlook.demand()[h];
                    sum += one.actual()[h];
                }
                demanded += sum;
                pooled += square;
                squares.computeIfAbsent(one.series(), s -> new ArrayList<>()).add(square);
                if (one.scale() <= 0) continue;
                counted++;
                scaled += absolute / one.scale();
                for (double p : PINBALL) {
                    double miss = sum - outlook.sum().of(horizon, p);
                    loss += Math.max(p * miss, (p - 1) * miss) / one.scale() / horizon / PINBALL.length;
                }
            }
            double rmse = squares.values().stream()
                    .mapToDouble(all -> Math.sqrt(all.stream().mapToDouble(v -> v).average().orElseThrow()))
                    .average()
                    .orElseThrow();
            var at = Shelf.of(cases, outlooks, 0.95);
            return new Measures(
                    rmse,
                    Math.sqrt(pooled / cases.size()),
                    scaled / Math.max(1, counted),
                    (made - demanded) / Math.max(1e-9, demanded),
                    loss / Math.max(1, counted),
                    at.fillRate(),
                    at.stock(),
                    stockAtFill(Arrays.stream(LEVELS)
                            .mapToObj(p -> Shelf.of(cases, outlooks, p))
                            .toList()));
        }

        private static Map<String, Object> stockAtFill(List<Shelf> curve) {
            var stock = new LinkedHashMap<String, Object>();
            for (double fill : FILLS) stock.put(Double.toString(fill), Shelf.stockAt(fill, curve));
            return stock;
        }

        Map<String, Object> shown() {
            var shown = new LinkedHashMap<String, Object>();
            shown.put("rmse", rmse);
            shown.put("pooledRmse", pooledRmse);
            shown.put("mase", mase);
            shown.put("bias", bias);
            shown.put("pinball", pinball);
            shown.put("fillRate", fillRate);
            shown.put("stock", stock);
            shown.put("stockAtFill", stockAtFill);
            return shown;
        }
    }

    /**
     * Stock kept over the held back periods by ordering up to the quantile of the demand over lead time and review (one period): what was
     * ordered comes after a third of the horizon, at least one period; what is not there is lost.
     */
    record Shelf(double fillRate, double stock) {
        static Shelf of(List<Case> cases, List<Outlook> outlooks, double level) {
            double served = 0;
            double demanded = 0;
            double held = 0;
            int periods = 0;
            for (int i = 0; i < cases.size(); i++) {
                var actual = cases.get(i).actual();
                int lead = Math.max(1, actual.length / 3);
                double target = Math.ceil(outlooks.get(i).sum().of(Math.min(actual.length, lead + 1), level) - 1e-9);
                double onHand = target;
                var arriving = new double[actual.length + lead + 1];
                for (int t = 0; t < actual.length; t++) {
                    onHand += arriving[t];
                    double sold = Math.min(onHand, actual[t]);
                    onHand -= sold;
                    served += sold;
                    demanded += actual[t];
                    arriving[t + lead] += sold;
                    held += onHand;
                    periods++;
                }
            }
            return new Shelf(demanded == 0 ? 1 : served / demanded, held / Math.max(1, periods));
        }

        static double stockAt(double fill, List<Shelf> curve) {
            for (int i = 0; i < curve.size(); i++) {
                if (curve.get(i).fillRate() < fill) continue;
                if (i == 0) return curve.get(0).stock();
                var below = curve.get(i - 1);
                var above = curve.get(i);
                double part = (fill - below.fillRate()) / (above.fillRate() - below.fillRate());
                return below.stock() + part * (above.stock() - below.stock());
            }
            return Double.NaN;
        }
    }

    private static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.entrySet().stream()
                    .map(e -> "\"" + e.getKey() + "\": " + json(e.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
            case Double number -> Double.isFinite(number) ? String.format(Locale.ROOT, "%.5g", number) : "null";
            case Number number -> number.toString();
            default -> "\"" + value + "\"";
        };
    }
}
