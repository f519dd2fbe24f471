package wharf.packing.carton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import wharf.shared.Dimensions;

/** Real order lines with the carton suite and the answers of dvdoug's BoxPacker (free rotation) as a bar. */
class RealOrdersTest {
    private static final Path DATA =
            Path.of(System.getProperty("wharf.data", "../shared/data"), "cartonization_boxpacker");
    private static final int ORDERS = Integer.getInteger("wharf.packing.orders", 3000);

    @BeforeAll
    static void dataIsThere() {
        assumeTrue(Files.isDirectory(DATA), () -> "skipped: no real orders in " + DATA.toAbsolutePath());
    }

    @Test
    void everyRealOrderIsPlannedCompletelyAndValidly() throws IOException {
        var cartonizer = new Cartonizer();
        var cartons = cartons();
        var reference = reference();
        int boxes = 0;
        int referenceBoxes = 0;
        int better = 0;
        int worse = 0;
        int done = 0;
        long nanos = 0;
        for (var order : orders().entrySet()) {
            if (done == ORDERS) break;
            done++;
            var request = new PackRequest(
                    order.getValue(), cartons, Freight.flat(1_000_000), PackingCosts.FREE, Duration.ofMillis(500));
            long start = System.nanoTime();
            var plan = cartonizer.plan(request);
            nanos += System.nanoTime() - start;
            assertThat(PlanValidator.faults(request, plan)).as(order.getKey()).isEmpty();
            assertThat(plan.parcels())
                    .as(order.getKey())
                    .noneMatch(p -> p.carton().kind() == Carton.Kind.OWN);
            int expected = Objects.requireNonNull(reference.get(order.getKey()));
            boxes += plan.parcels().size();
            referenceBoxes += expected;
            if (plan.parcels().size() < expected) better++;
            if (plan.parcels().size() > expected) worse++;
            if (plan.parcels().size() > expected && Boolean.getBoolean("wharf.packing.print"))
                System.out.println(
                        order.getKey() + " " + plan.parcels().size() + " > " + expected + " " + order.getValue());
        }
        System.out.printf(
                "real orders: %d orders, %d boxes, reference %d, better %d, worse %d, %.0f orders/s%n",
                done, boxes, referenceBoxes, better, worse, done * 1e9 / nanos);
        assertThat(done).isPositive();
        assertThat(boxes).isLessThanOrEqualTo((int) (referenceBoxes * 1.02));
    }

    private static Map<String, List<PackItem>> orders() throws IOException {
        var orders = new LinkedHashMap<String, Map<String, PackItem>>();
        for (var line : Files.readAllLines(DATA.resolve("items.csv"))) {
            var f = line.split(",");
            var size = new Dimensions(number(f[3]), number(f[4]), number(f[5]));
            var items = orders.computeIfAbsent(f[0], any -> new LinkedHashMap<>());
            var item = new PackItem(f[2] + "#" + items.size(), size, number(f[6]), number(f[1]), Set.of());
            items.put(item.key(), item);
        }
        var lists = new LinkedHashMap<String, List<PackItem>>();
        orders.forEach((order, items) -> lists.put(order, new ArrayList<>(items.values())));
        return lists;
    }

    private static List<Carton> cartons() throws IOException {
        var cartons = new ArrayList<Carton>();
        for (var line : Files.readAllLines(DATA.resolve("boxes.csv"))) {
            var f = line.split(",");
            var outer = new Dimensions(number(f[1]), number(f[2]), number(f[3]));
            var inner = new Dimensions(number(f[5]), number(f[6]), number(f[7]));
            cartons.add(
                    new Carton(f[0], Carton.Kind.BOX, inner, outer, number(f[4]), number(f[8]), 1, Carton.UNLIMITED));
        }
        return cartons;
    }

    private static Map<String, Integer> reference() throws IOException {
        var boxes = new HashMap<String, Integer>();
        for (var line : Files.readAllLines(DATA.resolve("expected_boxes.csv"))) {
            var f = line.split(",");
            boxes.put(f[0], number(f[4]));
        }
        return boxes;
    }

    private static int number(String text) {
        return Integer.parseInt(text.strip());
    }
}
