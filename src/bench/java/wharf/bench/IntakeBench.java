package wharf.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Orders per second accepted over HTTP with durable commits, one order a request, coordinator on; and in the same run the limit: the same
 * rows into the same tables, indexes and policies by one statement and one commit per order over plain JDBC, at its best client count.
 *
 * <pre>bench/run intake --seconds 15 --clients 64 --lines 3 --skew uniform|zipf [--items 10000] [--preload 100000] [--warmup 60] [--rounds 3]</pre>
 */
public final class IntakeBench {
    private IntakeBench() {}

    /** One timed stretch. */
    record Round(double perSecond, double p50Ms, double p99Ms, long refused) {}

    public static void main(String[] arguments) throws Exception {
        var options = Options.of(arguments);
        int seconds = options.number("seconds", 15);
        int clients = options.number("clients", 64);
        int rounds = options.number("rounds", 3);
        try (var node = BenchNode.start(options)) {
            var shelf = Shelf.stocked(node, options.number("items", 10_000));
            var mix = new Mix(shelf, options.text("skew", "uniform"), options.number("lines", 3));
            var limit = new IntakeLimit(node, shelf);
            limit.preload(mix, options.number("preload", 100_000));
            node.pauseCoordinator();
            note("warming up");
            http(node, mix, clients, options.number("warmup", 60));
            int best = limit.bestClients(mix, List.of(8, 16, 32, clients));
            var accepted = new ArrayList<Round>();
            var limits = new ArrayList<Double>();
            for (int i = 0; i < rounds; i++) {
                node.pauseCoordinator();
                limits.add(limit.perSecond(mix, best, seconds));
                node.resumeCoordinator();
                accepted.add(http(node, mix, clients, seconds));
                note("round %d: limit %.0f/s, http %s".formatted(i + 1, limits.getLast(), accepted.getLast()));
            }
            var lone = loneMillis(node, mix);
            report(options, accepted, limits, best, lone, node.drain(options.number("drain", 300)));
        }
    }

    private static Round http(BenchNode node, Mix mix, int clients, int seconds) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        var refused = new AtomicLong();
        var tasks = new ArrayList<Callable<long[]>>();
        for (int c = 0; c < clients; c++) {
            var random = new Random(System.nanoTime() + c);
            tasks.add(() -> drive(node, mix, random, end, refused));
        }
        long started = System.nanoTime();
        var all = new ArrayList<long[]>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : pool.invokeAll(tasks)) all.add(result.get());
        }
        double took = (System.nanoTime() - started) / 1e9;
        var nanos = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Round((nanos.length - refused.get()) / took, at(nanos, 0.5), at(nanos, 0.99), refused.get());
    }

    private static long[] drive(BenchNode node, Mix mix, Random random, long end, AtomicLong refused) throws Exception {
        var taken = new long[1024];
        int n = 0;
        try (var connection = node.connect()) {
            while (System.nanoTime() < end) {
                var body = mix.json(random);
                long before = System.nanoTime();
                int status = connection.post("/api/v1/orders", body);
                if (status != 201) refused.incrementAndGet();
                if (n == taken.length) taken = Arrays.copyOf(taken, n * 2);
                taken[n++] = System.nanoTime() - before;
            }
        }
        return Arrays.copyOf(taken, n);
    }

    /** The median of 200 orders sent one after the other on an idle node. */
    private static double loneMillis(BenchNode node, Mix mix) throws Exception {
        node.pauseCoordinator();
        var random = new Random(7);
        var nanos = new long[200];
        try (var connection = node.connect()) {
            for (int i = 0; i < nanos.length; i++) {
                var body = mix.json(random);
                long before = System.nanoTime();
                connection.post("/api/v1/orders", body);
                nanos[i] = System.nanoTime() - before;
            }
        }
        node.resumeCoordinator();
        return at(Arrays.stream(nanos).sorted().toArray(), 0.5);
    }

    private static double at(long[] sorted, double quantile) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, Math.round(quantile * sorted.length))] / 1e6;
    }

    private static void report(Options options, List<Round> accepted, List<Double> limits, int best, double lone, Map<String, Object> drained) {
        double perSecond = median(accepted.stream().map(Round::perSecond).toList());
        double limit = median(limits);
        System.out.println(Json.of(
                "bench", "intake",
                "skew", options.text("skew", "uniform"),
                "ordersPerSecond", Math.round(perSecond),
                "limitPerSecond", Math.round(limit),
                "ratio", Math.round(perSecond / limit * 100) / 100.0,
                "p50Ms", median(accepted.stream().map(Round::p50Ms).toList()),
                "p99Ms", median(accepted.stream().map(Round::p99Ms).toList()),
                "refused", accepted.stream().mapToLong(Round::refused).sum(),
                "loneMs", lone,
                "limitClients", best,
                "drain", drained,
                "drainSeconds", java.util.Objects.requireNonNull(drained.get("seconds"))));
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return Objects.requireNonNull(sorted.get(sorted.size() / 2));
    }

    static void note(String text) {
        System.err.println(text);
    }

}
