package wharf.bench;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * Orders per second accepted over HTTP with durable commits, one order a request, coordinator on; and in the same run the limit: the same
 * rows into the same tables, indexes and policies by one statement and one commit per order over plain JDBC, at its best client count, with
 * nothing else done in the background. They take turns every few seconds, now the one first and now the other, because machines are noisy and autovacuum comes when it likes; {@code
 * ratio} is the median of the rounds' ratios.
 *
 * <p>{@code ratioSameClients} is the same against the limit with as many clients as intake has (at most 64, each with a connection): what a shop's rush is to
 * a program that writes each order when it comes, and cannot choose how many come at once.
 *
 * <p>Where a flush to disk costs nothing, nobody holds a lock for long; {@code --flush-micros} makes each take so much longer, as on a disk that
 * answers later ({@code commit_delay} of PostgreSQL).
 *
 * <pre>bench/run intake --seconds 20 --clients 32 --lines 3 --skew uniform|zipf [--items 10000] [--preload 100000] [--warmup 120] [--rounds 3] [--drain 120]
 * [--coordinator on|off] [--flush-micros 0]</pre>
 */
public final class IntakeBench {
    private static final int ALIKE = 200;
    private static final int SLICE = 5;

    private final BenchNode node;
    private final Mix mix;
    private final IntakeLimit limit;
    private final long postmaster;
    private final int clients;
    private final int crowd;
    private final int seconds;
    private final boolean coordinated;

    private IntakeBench(BenchNode node, Options options) throws Exception {
        this.node = node;
        this.clients = options.number("clients", 32);
        this.crowd = Math.min(clients, IntakeLimit.MOST_CLIENTS);
        this.seconds = options.number("seconds", 20);
        this.coordinated = options.text("coordinator", "on").equals("on");
        var shelf = Shelf.stocked(node, options.number("items", 10_000));
        this.mix = new Mix(shelf, options.text("skew", "uniform"), options.number("lines", 3));
        this.limit = new IntakeLimit(node, shelf);
        this.postmaster = Processors.postmaster(node);
    }

    /** One timed stretch. */
    record Stretch(double perSecond, double p50Ms, double p99Ms, long refused) {}

    /** The limit, with its best client count and with as many as intake has, and intake, one after the other. */
    record Round(double limitPerSecond, double crowdedPerSecond, Stretch http, Processors limitCost, Processors httpCost) {
        double ratio() {
            return http.perSecond / limitPerSecond;
        }

        double ratioSameClients() {
            return http.perSecond / crowdedPerSecond;
        }

        /** The same by the processor time an order costs: what the ratio would be if only processors counted, and nobody else used them. */
        double costRatio() {
            return limitCost.sum() / httpCost.sum();
        }
    }

    public static void main(String[] arguments) throws Exception {
        var options = Options.of(arguments)
                .known("seconds", "clients", "lines", "skew", "items", "preload", "warmup", "rounds", "drain", "coordinator", "port", "flush-micros");
        try (var node = BenchNode.start(options)) {
            System.out.println(new IntakeBench(node, options).run(options));
        }
    }

    private String run(Options options) throws Exception {
        node.rest(120);
        node.pauseCoordinator();
        new SameRows(node).require(() -> limit.write(mix, ALIKE), () -> place(ALIKE));
        limit.forgetWork();
        int flush = options.number("flush-micros", 0);
        if (flush > 0) node.configure("commit_delay = %d\ncommit_siblings = 0\n".formatted(flush), postmaster);
        note("loading " + options.number("preload", 100_000) + " orders");
        limit.preload(mix, options.number("preload", 100_000));
        note("warming up");
        http(options.number("warmup", 120), new Tally());
        int best = node.still(() -> limit.bestClients(mix, List.of(4, 8, 16, 32, crowd)));
        var rounds = new ArrayList<Round>();
        for (int i = 0; i < options.number("rounds", 3); i++) rounds.add(round(i + 1, best));
        double shared = node.bean(MeterRegistry.class).get("wharf.intake.batch").summary().mean();
        double lone = loneMillis();
        node.resumeCoordinator();
        return report(options, rounds, best, shared, lone, node.drain(options.number("drain", 120)));
    }

    private Round round(int number, int limitClients) throws Exception {
        int slices = Math.max(1, Math.ceilDiv(seconds, SLICE));
        var limited = new Tally();
        var crowded = limitClients == crowd ? limited : new Tally();
        var accepted = new Tally();
        for (int slice = 0; slice < slices; slice++) {
            if (slice % 2 == 0) limit(limitClients, limited);
            http(SLICE, accepted);
            if (slice % 2 != 0) limit(limitClients, limited);
            if (crowded != limited) limit(crowd, crowded);
        }
        var round = new Round(limited.perSecond(), crowded.perSecond(), accepted.stretch(), limited.each(), accepted.each());
        note("round %d: ratio %.2f (same clients %.2f), %s".formatted(number, round.ratio(), round.ratioSameClients(), round));
        return round;
    }

    /** What the slices of a round add up to. */
    private static final class Tally {
        private final List<long[]> nanos = new ArrayList<>();
        private Processors used = new Processors(0, 0);
        private double seconds;
        private long orders;
        private long refused;

        double perSecond() {
            return orders / seconds;
        }

        Processors each() {
            return used.each(orders);
        }

        Stretch stretch() {
            var all = nanos.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Stretch(perSecond(), at(all, 0.5), at(all, 0.99), refused);
        }
    }

    private void limit(int limitClients, Tally tally) throws Exception {
        node.still(() -> {
            var before = Processors.used(postmaster);
            long started = System.nanoTime();
            tally.orders += limit.orders(mix, limitClients, SLICE);
            tally.seconds += since(started);
            tally.used = tally.used.plus(Processors.used(postmaster).since(before));
            limit.forgetWork();
            return tally;
        });
    }

    private void http(int forSeconds, Tally tally) throws Exception {
        if (coordinated) node.resumeCoordinator();
        var before = Processors.used(postmaster);
        long end = System.nanoTime() + forSeconds * 1_000_000_000L;
        var refused = new AtomicLong();
        var tasks = new ArrayList<Callable<long[]>>();
        for (int c = 0; c < clients; c++) {
            var random = new Random(System.nanoTime() + c);
            tasks.add(() -> drive(random, end, refused));
        }
        long started = System.nanoTime();
        try (var pool = Executors.newFixedThreadPool(clients)) {
            for (var result : pool.invokeAll(tasks)) {
                tally.nanos.add(result.get());
                tally.orders += result.get().length;
            }
        }
        tally.seconds += since(started);
        tally.used = tally.used.plus(Processors.used(postmaster).since(before));
        tally.orders -= refused.get();
        tally.refused += refused.get();
        node.pauseCoordinator();
    }

    private static double since(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    private long[] drive(Random random, long end, AtomicLong refused) throws Exception {
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

    private void place(int orders) throws Exception {
        var random = new Random(11);
        try (var connection = node.connect()) {
            for (int i = 0; i < orders; i++) {
                int status = connection.post("/api/v1/orders", mix.json(random));
                if (status != 201) throw new IllegalStateException("an order was answered with " + status);
            }
        }
    }

    /** The median of 200 orders sent one after the other on an idle node. */
    private double loneMillis() throws Exception {
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
        return at(Arrays.stream(nanos).sorted().toArray(), 0.5);
    }

    private static double at(long[] sorted, double quantile) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, Math.round(quantile * sorted.length))] / 1e6;
    }

    private String report(Options options, List<Round> rounds, int best, double shared, double lone, Map<String, Object> drained) {
        return Json.of(
                "bench", "intake",
                "skew", options.text("skew", "uniform"),
                "ordersPerSecond", Math.round(median(rounds, round -> round.http().perSecond())),
                "limitPerSecond", Math.round(median(rounds, Round::limitPerSecond)),
                "ratio", rounded(median(rounds, Round::ratio)),
                "ratios", rounds.stream().map(round -> rounded(round.ratio())).toList(),
                "clients", clients,
                "limitSameClients", Math.round(median(rounds, Round::crowdedPerSecond)),
                "ratioSameClients", rounded(median(rounds, Round::ratioSameClients)),
                "p50Ms", rounded(median(rounds, round -> round.http().p50Ms())),
                "p99Ms", rounded(median(rounds, round -> round.http().p99Ms())),
                "refused", rounds.stream().mapToLong(round -> round.http().refused()).sum(),
                "loneMs", rounded(lone),
                "ordersPerCommit", rounded(shared),
                "limitClients", best,
                "flushMicros", options.number("flush-micros", 0),
                "coordinator", options.text("coordinator", "on"),
                "costRatio", rounded(median(rounds, Round::costRatio)),
                "processorMsPerOrder", Map.of("intake", costs(rounds, Round::httpCost), "limit", costs(rounds, Round::limitCost)),
                "drain", drained,
                "drainSeconds", Objects.requireNonNull(drained.get("seconds")));
    }

    private static Map<String, Double> costs(List<Round> rounds, java.util.function.Function<Round, Processors> of) {
        return Map.of(
                "jvm", rounded(median(rounds, round -> of.apply(round).jvm())),
                "database", rounded(median(rounds, round -> of.apply(round).database())));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> of) {
        return median(rounds.stream().map(of::applyAsDouble).toList());
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return Objects.requireNonNull(sorted.get(sorted.size() / 2));
    }

    static void note(String text) {
        System.err.println(text);
    }

}
