package wharf.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import wharf.demo.people.Caller;
import wharf.demo.people.FloorRobot;
import wharf.demo.people.Journal;
import wharf.demo.people.Supervisor;
import wharf.demo.people.Supervisor.Yard;
import wharf.shared.Authority;

/**
 * Orders taken through every step over the public API: placed, authorised, routed, released, picked, packed, labelled, scanned out and
 * captured, the floor of two sites simulated scan by scan. The orders come in two halves, so that it shows whether a step grows slower.
 * {@code delivered} counts orders that were shipped: there is no tracking of a carrier's parcels yet.
 *
 * <pre>bench/run journey --orders 2000 --people 4 --clients 4</pre>
 */
public final class JourneyBench {
    private static final int ITEMS = 300;
    private static final int MOST_LINES = 3;
    private static final int PATIENCE_SECONDS = 1_800;
    private static final String OPEN =
            "state=RECEIVED&state=AWAITING_PAYMENT&state=ACCEPTED&state=ROUTED&state=IN_FULFILMENT&state=PARTIALLY_SHIPPED";
    private static final List<String> FLOOR = List.of(
            Authority.FLOOR_WORK,
            Authority.SHIPPING_WORK,
            Authority.STOCK_READ,
            Authority.CATALOG_READ,
            Authority.ORDERS_READ);
    private static final List<Supervisor.City> SHOPPERS = List.of(
            new Supervisor.City("Miami", "FL", "33139", "US", 0, 0, ""),
            new Supervisor.City("Tucson", "AZ", "85701", "US", 0, 0, ""),
            new Supervisor.City("Denver", "CO", "80202", "US", 0, 0, ""),
            new Supervisor.City("Boston", "MA", "02108", "US", 0, 0, ""));

    private final BenchNode node;
    private final Options options;
    private final Journal setUp = new Journal();
    private final Caller office;
    private final AtomicInteger placed = new AtomicInteger();

    private JourneyBench(BenchNode node, Options options) {
        this.node = node;
        this.options = options;
        this.office = new Caller(node.base(), node.token(List.copyOf(Authority.ALL)), setUp);
    }

    public static void main(String[] arguments) throws Exception {
        var options = Options.of(arguments);
        try (var node = BenchNode.start(options, true)) {
            System.out.println(new JourneyBench(node, options).run());
        }
    }

    private String run() throws Exception {
        int orders = options.number("orders", 2000);
        var yards = sites(orders);
        var first = half(yards, orders / 2);
        var second = half(yards, orders - orders / 2);
        double seconds = first.seconds() + second.seconds();
        int shipped = count("SHIPPED");
        var refusals = new ArrayList<>(first.journal().refusals());
        refusals.addAll(second.journal().refusals());
        refusals.stream().limit(10).forEach(System.err::println);
        return Json.of(
                "bench", "journey",
                "orders", orders,
                "delivered", shipped,
                "deliveredMeans", "shipped: scanned out and captured; the way with the carrier takes days of business time and is left out",
                "seconds", round(seconds),
                "ordersPerSecond", round(shipped / seconds),
                "ordersPerSecondFirstHalf", round(orders / 2 / first.seconds()),
                "ordersPerSecondSecondHalf", round((orders - orders / 2) / second.seconds()),
                "stepMs", second.journal().meanMs(),
                "stepMsFirstHalf", first.journal().meanMs(),
                "calls", second.journal().calls(),
                "refusals", refusals.size(),
                "invariantsClean", office.mustGet("check", "/api/v1/checks").path("clean").asBoolean());
    }

    private record Half(Journal journal, double seconds) {}

    private List<Yard> sites(int orders) {
        office.must(
                "set up",
                "/api/v1/merchants",
                Map.of("code", "bench", "name", "Bench", "currency", "USD", "senderEmail", "bench@example.com"));
        var random = new Random(7);
        var items = IntStream.range(0, ITEMS)
                .mapToObj(n -> Map.of(
                        "sku", sku(n),
                        "name", "Item " + n,
                        "weightGrams", 100 + random.nextInt(1500),
                        "lengthMm", 40 + random.nextInt(200),
                        "widthMm", 30 + random.nextInt(120),
                        "heightMm", 10 + random.nextInt(80)))
                .toList();
        office.call("set up", "PUT", "/api/v1/items", Map.of("merchant", "bench", "items", items));
        var manager = new Supervisor(office);
        var yards = List.of(
                manager.open("FMY", Supervisor.City.FORT_MYERS, 10, 1000),
                manager.open("PHX", Supervisor.City.PHOENIX, 10, 1000));
        manager.stock("bench", IntStream.range(0, ITEMS).mapToObj(JourneyBench::sku).toList(), yards, orders * 2);
        return yards;
    }

    private static String sku(int n) {
        return "SKU-" + n;
    }

    /** Places orders and has them worked at the same time; ends when none is open. */
    private Half half(List<Yard> yards, int orders) throws Exception {
        var journal = new Journal();
        var stop = new AtomicBoolean();
        long start = System.nanoTime();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var floors = new ArrayList<Future<?>>();
            for (var yard : yards) {
                var floor = new FloorRobot(node.base(), people(), yard.id(), journal);
                floors.add(pool.submit(() -> work(floor, stop)));
            }
            place(pool, journal, orders);
            awaitAllClosed(journal);
            stop.set(true);
            for (var floor : floors) floor.get();
        }
        return new Half(journal, (System.nanoTime() - start) / 1e9);
    }

    private List<String> people() {
        return IntStream.range(0, options.number("people", 4))
                .mapToObj(n -> node.token(FLOOR))
                .toList();
    }

    private static void work(FloorRobot floor, AtomicBoolean stop) {
        while (!stop.get()) {
            int done = floor.pick() + floor.pack() + floor.scanOut();
            if (done == 0) LockSupport.parkNanos(100_000_000L);
        }
    }

    private void place(java.util.concurrent.ExecutorService pool, Journal journal, int orders) throws Exception {
        var left = new AtomicInteger(orders);
        var clients = new ArrayList<Future<?>>();
        for (int i = 0; i < options.number("clients", 4); i++) {
            var api = new Caller(node.base(), node.token(List.of(Authority.ORDERS_WRITE)), journal);
            clients.add(pool.submit(() -> {
                while (left.getAndDecrement() > 0)
                    api.must("place", "/api/v1/orders", Map.of("orders", List.of(order(placed.getAndIncrement()))));
            }));
        }
        for (var client : clients) client.get();
    }

    private static Map<String, Object> order(int n) {
        var random = new Random(n);
        var lines = new ArrayList<Map<String, Object>>();
        long total = 0;
        for (int line = 0; line <= random.nextInt(MOST_LINES); line++) {
            int quantity = 1 + random.nextInt(2);
            total += quantity * 1000L;
            lines.add(Map.of("sku", sku(random.nextInt(ITEMS)), "quantity", quantity, "unitPriceMinor", 1000));
        }
        var city = SHOPPERS.get(random.nextInt(SHOPPERS.size()));
        var order = new HashMap<String, Object>();
        order.put("merchant", "bench");
        order.put("channel", "web");
        order.put("externalId", "B-" + n);
        order.put("placedAt", Instant.now().toString());
        order.put("currency", "USD");
        order.put("lines", lines);
        order.put(
                "shipTo",
                Map.of(
                        "name", "Ann Smith",
                        "line1", "1 Main St",
                        "city", city.name(),
                        "region", city.region(),
                        "postcode", city.postcode(),
                        "country", "US"));
        order.put("tenders", List.of(Map.of("method", "CARD", "amountMinor", total, "instrument", "tok_ok")));
        return order;
    }

    private void awaitAllClosed(Journal journal) {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (!office.mustGet("watch", "/api/v1/orders?limit=1&" + OPEN).path("items").isEmpty()) {
            if (System.nanoTime() > end)
                throw new IllegalStateException("orders are still open after " + PATIENCE_SECONDS + " s: " + journal.calls());
            LockSupport.parkNanos(200_000_000L);
        }
    }

    private int count(String state) {
        return office.all("look", "/api/v1/orders?limit=200&state=" + state).size();
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
