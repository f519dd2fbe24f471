package wharf.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Many buyers race for fewer units over HTTP: exactly as many orders as units, none oversold.
 *
 * <pre>bench/run oversell --stock 100 --buyers 400</pre>
 */
public final class OversellBench {
    private OversellBench() {}

    public static void main(String[] arguments) throws Exception {
        var options = Options.of(arguments);
        int stock = options.number("stock", 100);
        int buyers = options.number("buyers", 400);
        try (var node = BenchNode.start(options)) {
            // A first rush warms the code up, so that the second one measures the race and not the compiler.
            race(node, "warm-up", stock, buyers);
            var result = race(node, "race", stock, buyers);
            System.out.println(Json.of(
                    "bench", "oversell", "stock", stock, "buyers", buyers, "accepted", result.accepted(), "refusedSoldOut", result.soldOut(),
                    "otherAnswers", result.other(), "oversold", Math.max(0, result.reserved() - stock), "seconds", result.seconds()));
        }
    }

    private record Result(int accepted, int soldOut, int other, long reserved, double seconds) {}

    private static Result race(BenchNode node, String name, int stock, int buyers) throws Exception {
        var shelf = Shelf.one(node, name, stock);
        var mix = new Mix(shelf, "uniform", 1);
        var tasks = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < buyers; i++) tasks.add(() -> buy(node, mix));
        long started = System.nanoTime();
        var statuses = new ArrayList<Integer>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : pool.invokeAll(tasks)) statuses.add(answer.get());
        }
        double seconds = Math.round((System.nanoTime() - started) / 1e6) / 1000.0;
        return new Result(count(statuses, 201), count(statuses, 409), buyers - count(statuses, 201) - count(statuses, 409), shelf.reserved(node), seconds);
    }

    private static int count(List<Integer> statuses, int status) {
        return (int) statuses.stream().filter(s -> s == status).count();
    }

    private static int buy(BenchNode node, Mix mix) throws Exception {
        try (var connection = node.connect()) {
            return connection.post("/api/v1/orders", mix.json(new Random()));
        }
    }
}
