package wharf.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.endpoints.Api;
import wharf.identity.NewUser;
import wharf.identity.Users;
import wharf.platform.InvariantChecks;
import wharf.shared.Role;

/**
 * Whether Wharf stays as fast as it grows: for each number of orders in the database, orders taken per second, how long the main screens,
 * searches and lists take (95th percentile of what a client on the same machine waits, the coordinator at rest), how long {@code wharf check}
 * takes, and bytes an order.
 *
 * <pre>bench/run growth --orders 10000,100000[,1000000] [--repeats 20] [--intake 4000] [--warmup 20000] [--items 2000] [--port 54499]</pre>
 */
public final class GrowthBench {
    private static final String PASSWORD = "a password for benchmarks";

    private final BenchNode node;
    private final Options options;
    private final Shelf shelf;
    private final History history;
    private final Api browser;
    private final Api program;

    private GrowthBench(BenchNode node, Options options) {
        this.node = node;
        this.options = options;
        this.shelf = Shelf.stocked(node, options.number("items", 2000));
        for (int i = 1; i <= 3; i++) Shelf.one(node, "other-" + i, 1_000_000);
        this.history = new History(node);
        var email = UUID.randomUUID() + "@example.org";
        BenchNode.all(() -> node.bean(Users.class).create(new NewUser(email, "Bench", Role.ADMINISTRATOR, null, PASSWORD)));
        int port = Integer.parseInt(node.base().substring(node.base().lastIndexOf(':') + 1));
        this.browser = Api.signedIn(port, email, PASSWORD);
        this.program = Api.program(port, node.token(List.copyOf(wharf.shared.Authority.ALL)));
    }

    public static void main(String[] arguments) throws Exception {
        var options = Options.of(arguments).known("orders", "repeats", "intake", "warmup", "items", "port");
        try (var node = BenchNode.start(options)) {
            System.out.println(new GrowthBench(node, options).run());
        }
    }

    private String run() throws Exception {
        node.rest(60);
        note("warming up");
        intake(options.number("warmup", 20_000));
        node.drain(120);
        var sizes = new ArrayList<Map<String, Object>>();
        long empty = history.bytes();
        int loaded = 0;
        for (var text : options.text("orders", "10000,100000").split(",")) {
            int size = Integer.parseInt(text.strip());
            node.pauseCoordinator();
            note("loading up to " + size + " orders");
            long started = System.nanoTime();
            history.write(loaded, size);
            double loadSeconds = seconds(started);
            loaded = size;
            long bytes = (history.bytes() - empty) / size;
            note("waiting for the figures to follow");
            InsightBench.awaitFigures(node);
            note("measuring pages");
            var pages = pages(size);
            note("checking every invariant");
            double checkSeconds = check();
            note("measuring intake");
            node.resumeCoordinator();
            double perSecond = intake(options.number("intake", 4000));
            node.drain(120);
            sizes.add(size(size, perSecond, bytes, loadSeconds, checkSeconds, pages));
        }
        return Json.of("bench", "growth", "sizes", sizes);
    }

    private static Map<String, Object> size(int orders, double perSecond, long bytes, double loadSeconds, double checkSeconds, Map<String, Long> pages) {
        var worst = pages.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        var one = new LinkedHashMap<String, Object>();
        one.put("orders", orders);
        one.put("intakePerSecond", Math.round(perSecond));
        one.put("bytesPerOrder", bytes);
        one.put("loadSeconds", loadSeconds);
        one.put("checkSeconds", checkSeconds);
        one.put("worstPage", worst.getKey());
        one.put("worstP95Ms", worst.getValue());
        one.put("pagesP95Ms", pages);
        return one;
    }

    /** How long {@code wharf check} takes. It finds much: the history is written without ledger, journal and carrier's books. */
    private double check() {
        long started = System.nanoTime();
        BenchNode.all(() -> node.bean(InvariantChecks.class).run(5));
        return seconds(started);
    }

    private double intake(int orders) throws Exception {
        int clients = 16;
        var mix = new Mix(shelf, "uniform", 3);
        var tasks = new ArrayList<Callable<Integer>>();
        for (int client = 0; client < clients; client++) {
            var random = new Random(client);
            tasks.add(() -> {
                try (var connection = node.connect()) {
                    for (int i = 0; i < orders / clients; i++) {
                        int status = connection.post("/api/v1/orders", mix.json(random));
                        if (status != 201) throw new IllegalStateException("intake answered " + status);
                    }
                }
                return 0;
            });
        }
        long started = System.nanoTime();
        try (var pool = Executors.newFixedThreadPool(clients)) {
            for (var done : pool.invokeAll(tasks)) done.get();
        }
        return orders / seconds(started);
    }

    private static double seconds(long started) {
        return Math.round((System.nanoTime() - started) / 1e7) / 100.0;
    }

    /** Each page by its address, made for the n-th visit. */
    private Map<String, IntFunction<String>> addresses(int size) {
        var ids = ids("select id::text from orders order by md5(number::text) limit 40");
        var parcels = ids("select id::text from parcel order by md5(number::text) limit 40");
        var items = ids("select id::text from item order by md5(sku) limit 40");
        var random = new Random(size);
        var pages = new LinkedHashMap<String, IntFunction<String>>();
        pages.put("home", n -> "/");
        pages.put("orders", n -> "/orders");
        pages.put("orders of a merchant", n -> "/orders?merchant=bench-other-1");
        pages.put("orders by open state", n -> "/orders?state=ROUTED");
        pages.put("orders by closed state", n -> "/orders?state=CANCELLED");
        pages.put("orders received", n -> "/orders?state=RECEIVED");
        pages.put("orders on hold", n -> "/orders?held=true");
        pages.put("orders backordered", n -> "/orders?backordered=true");
        pages.put("orders of a rare channel", n -> "/orders?channel=pos");
        pages.put("orders of a channel and state", n -> "/orders?channel=ebay&state=IN_FULFILMENT");
        pages.put("orders by name", n -> "/orders?text=" + List.of("Garcia", "Okafor", "Hana", "Moreau").get(n % 4));
        pages.put("orders by external id", n -> "/orders?text=H-" + (1 + random.nextInt(size)));
        pages.put("orders by nothing there", n -> "/orders?text=zzyzx" + n);
        pages.put("order", n -> "/orders/" + ids.get(n % ids.size()));
        pages.put("palette by name", n -> "/find?text=" + List.of("garcia", "smith", "eve", "tanaka").get(n % 4));
        pages.put("palette by number", n -> "/find?text=" + (100_001 + random.nextInt(size)));
        pages.put("palette by tracking", n -> "/find?text=WH" + "%012d".formatted(1 + random.nextInt(size)));
        pages.put("stock", n -> "/stock");
        pages.put("stock by text", n -> "/stock?text=SKU-1" + n);
        pages.put("stock of an item", n -> "/stock/" + items.get(n % items.size()));
        pages.put("items", n -> "/items");
        pages.put("waves", n -> "/waves");
        pages.put("exceptions", n -> "/exceptions");
        pages.put("floor", n -> "/floor");
        pages.put("pick home", n -> "/floor/pick");
        pages.put("parcels", n -> "/parcels");
        pages.put("parcels by state", n -> "/parcels?state=EXCEPTION");
        pages.put("parcel", n -> "/parcels/" + parcels.get(n % parcels.size()));
        pages.put("manifests", n -> "/manifests");
        pages.put("deliveries", n -> "/deliveries");
        pages.put("returns", n -> "/returns");
        pages.put("restock", n -> "/restock");
        pages.put("yours", n -> "/yours");
        pages.put("orders counted", n -> "/orders?state=CLOSED&part=total");
        pages.put("orders by name counted", n -> "/orders?text=Garcia&part=total");
        pages.put("insight", n -> "/insight");
        pages.put("insight orders", n -> "/insight/orders-shipped/orders");
        pages.put("messages", n -> "/messages");
        pages.put("cases", n -> "/cases");
        pages.put("feedback", n -> "/feedback");
        pages.put("reviews", n -> "/reviews");
        pages.put("bulk jobs", n -> "/bulk");
        pages.put("hours", n -> "/hours");
        pages.put("wall", n -> "/floor/wall");
        pages.put("api orders", n -> "/api/v1/orders");
        pages.put("api orders by state", n -> "/api/v1/orders?state=ROUTED");
        pages.put("api order", n -> "/api/v1/orders/" + ids.get(n % ids.size()));
        pages.put("api timeline", n -> "/api/v1/orders/" + ids.get(n % ids.size()) + "/timeline");
        pages.put("api parcels", n -> "/api/v1/parcels");
        pages.put("api stock", n -> "/api/v1/stock");
        pages.put("api items", n -> "/api/v1/items");
        return pages;
    }

    private List<String> ids(String query) {
        return node.inTransaction(() -> node.bean(JdbcClient.class).sql(query).query(String.class).list());
    }

    private Map<String, Long> pages(int size) {
        var pages = new LinkedHashMap<String, Long>();
        int repeats = options.number("repeats", 20);
        addresses(size).forEach((name, address) -> {
            var api = name.startsWith("api ") ? program : browser;
            var times = new double[repeats];
            for (int n = -5; n < repeats; n++) {
                var path = address.apply(Math.abs(n));
                long started = System.nanoTime();
                int status = api.get(path).statusCode();
                double took = (System.nanoTime() - started) / 1e6;
                if (status != 200) throw new IllegalStateException(path + " answered " + status);
                if (n >= 0) times[n] = took;
            }
            Arrays.sort(times);
            long p95 = Math.round(times[(int) Math.ceil(repeats * 0.95) - 1]);
            pages.put(name, p95);
            if (p95 > 150) note(name + ": " + p95 + " ms");
        });
        return pages;
    }

    static void note(String text) {
        System.err.println("growth: " + text);
    }
}
