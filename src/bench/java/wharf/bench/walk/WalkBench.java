package wharf.bench.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wharf.walking.Batch;
import wharf.walking.Batching;
import wharf.walking.Routing;
import wharf.walking.Stop;
import wharf.walking.TourCheck;

/**
 * {@code walk --file F --format foodmart|henn|muter|sprp [--tours FILE]}: batches the orders of a published instance
 * (none are batched for {@code sprp}), walks them by each method, and prints one JSON object as the last line.
 */
public final class WalkBench {
    private WalkBench() {}

    public static void main(String[] args) throws IOException {
        var options = new HashMap<String, String>();
        for (var i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        var file = options.get("--file");
        var format = options.get("--format");
        if (file == null || format == null) {
            System.err.println("Usage: walk --file F --format foodmart|henn|muter|sprp [--tours FILE]");
            System.exit(2);
            return;
        }
        run(Path.of(file), format, options.get("--tours"));
    }

    private static void run(Path file, String format, @Nullable String toursFile) throws IOException {
        var instance = format.equals("foodmart") ? FoodmartFile.read(file) : HennFile.read(file);
        var start = System.nanoTime();
        var capacity = format.equals("sprp") ? 0 : instance.capacity(); // nothing fits beside another order
        var firstCome = Batching.firstCome(instance.orders(), capacity);
        var savings = Batching.savings(instance.orders(), capacity, stops -> length(instance, Routing.OPTIMAL, stops));
        var batches = Batching.savingsAndExchange(
                instance.orders(), capacity, stops -> length(instance, Routing.OPTIMAL, stops));
        var seconds = (System.nanoTime() - start) / 1e9;
        var invalid = invalid(instance, batches);
        if (toursFile != null) {
            Files.write(Path.of(toursFile), tours(instance, batches));
        }
        var baseline = total(instance, Routing.S_SHAPE, firstCome);
        var optimal = total(instance, Routing.OPTIMAL, batches);
        System.out.printf(
                Locale.ROOT,
                "{\"file\": \"%s\", \"orders\": %d, \"tours\": %d, \"sShape\": %.2f, \"largestGap\": %.2f, \"optimal\": %.2f,"
                        + " \"firstComeTours\": %d, \"firstComeSShape\": %.2f, \"firstComeOptimal\": %.2f,"
                        + " \"savingsOptimal\": %.2f,"
                        + " \"belowFcfsPct\": %.2f, \"invalid\": %d, \"seconds\": %.2f}%n",
                instance.name(),
                instance.orders().size(),
                batches.size(),
                total(instance, Routing.S_SHAPE, batches),
                total(instance, Routing.LARGEST_GAP, batches),
                optimal,
                firstCome.size(),
                baseline,
                total(instance, Routing.OPTIMAL, firstCome),
                total(instance, Routing.OPTIMAL, savings),
                100 * (1 - optimal / baseline),
                invalid,
                seconds);
    }

    private static long length(Instance instance, Routing routing, List<Stop> stops) {
        return routing.lengthMm(instance.layout(), stops);
    }

    private static double total(Instance instance, Routing routing, List<Batch<Stop>> batches) {
        return batches.stream().mapToLong(b -> length(instance, routing, b.stops())).sum() / Instance.UNIT;
    }

    private static int invalid(Instance instance, List<Batch<Stop>> batches) {
        var invalid = 0;
        for (var batch : batches) {
            for (var routing : Routing.values()) {
                var tour = routing.tour(instance.layout(), batch.stops());
                invalid += TourCheck.problems(instance.layout(), batch.stops(), tour).isEmpty() ? 0 : 1;
            }
            invalid += batch.loads().size() > 1 && batch.size() > instance.capacity() ? 1 : 0;
        }
        return invalid;
    }

    private static List<String> tours(Instance instance, List<Batch<Stop>> batches) {
        var lines = new ArrayList<String>();
        for (var batch : batches) {
            var tour = Routing.OPTIMAL.tour(instance.layout(), batch.stops());
            var orders = batch.loads().stream().map(l -> quoted(l.id())).collect(Collectors.joining(", "));
            var stops = tour.stops().stream().map(s -> quoted(s.id())).collect(Collectors.joining(", "));
            lines.add(String.format(
                    Locale.ROOT,
                    "{\"instance\": \"%s\", \"orders\": [%s], \"stops\": [\"0\", %s, \"0\"], \"length\": %.3f}",
                    instance.name(),
                    orders,
                    stops,
                    tour.lengthMm() / Instance.UNIT));
        }
        return lines;
    }

    private static String quoted(String id) {
        return "\"" + id + "\"";
    }
}
