package wharf.floor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.catalog.Items;
import wharf.catalog.NewItem;
import wharf.fulfilment.Releases;
import wharf.geography.Address;
import wharf.inventory.Condition;
import wharf.inventory.Receipt;
import wharf.inventory.Stock;
import wharf.merchant.Merchants;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.picking.PracticeSupply;
import wharf.picking.Wave;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Work;
import wharf.shared.Actor;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.Lane;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.Scope;
import wharf.shared.WarehouseId;
import wharf.warehouse.Warehouses;

/**
 * Orders to practise on, without end: of the training merchant, for its own items, in the real bins of the site. They come in by the same door as
 * every order and are routed and released like them, at sites that release by hand when somebody asks; their carts are given to those who
 * practise only. What has been practised on, or left lying, is cleared away by itself, so that totes are free again.
 */
@Service
class PracticeOrders implements PracticeSupply {
    private static final int ORDERS_AT_ONCE = 4;
    private static final int MOST_LINES = 3;
    private static final int STOCK = 50;
    private static final int LOW = 20;
    private static final int MOST_TO_RELEASE = 200;
    private static final List<String> THINGS = List.of(
            "Blue mug",
            "Wool socks",
            "Desk lamp",
            "Garden gloves",
            "Tea tin",
            "Notebook",
            "Phone stand",
            "Candle",
            "Water bottle",
            "Puzzle",
            "Hand cream",
            "Key ring");
    private static final String COMING = """
            select (select count(*) from pick_batch where warehouse_id = :site and training and state <> 'DONE')
                 + (select count(*) from fulfilment where warehouse_id = :site and merchant_id = :merchant and state = 'PLANNED')
                 + (select count(*) from orders where merchant_id = :merchant and state in ('RECEIVED', 'AWAITING_PAYMENT', 'ACCEPTED'))
            """;
    private static final String STOCKED = """
            select item_id, on_hand - reserved as free
            from site_stock
            where warehouse_id = :site
            and merchant_id = :merchant
            """;
    private static final String BINS = """
            select g.place_id
            from bin_geometry g
            join place p on p.id = g.place_id
            where g.warehouse_id = :site
            and g.level = 1
            and p.pickable
            and p.active
            order by p.sequence
            """;
    private static final String PLANNED = """
            select distinct order_id
            from fulfilment
            where warehouse_id = :site
            and merchant_id = :merchant
            and state = 'PLANNED'
            limit :most
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Ground ground;
    private final OrderIntake intake;
    private final PracticeEnd end;
    private final BusinessClock clock;

    PracticeOrders(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Ground ground,
            OrderIntake intake,
            PracticeEnd end,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.ground = ground;
        this.intake = intake;
        this.end = end;
        this.clock = clock;
    }

    /** Whose the practice is, where, and with what. */
    @Component("practiceGround")
    record Ground(Merchants merchants, Warehouses warehouses, Items items, Stock stock, Releases releases, Work work) {}

    private record Free(UUID itemId, long free) {}

    @Override
    public void need(WarehouseId site) {
        prepare(site);
    }

    /** Sees to it that there is something to practise on at the site soon. Refuses a site without bins. */
    void prepare(WarehouseId site) {
        as().run(() -> {
            end.clear(site);
            var merchant = Objects.requireNonNull(
                    transaction.execute(status -> ground.merchants().training()));
            stockUp(site, merchant.id());
            if (coming(site, merchant.id()) == 0) intake.take(orders(site, merchant.code()));
            release(site, merchant.id());
            transaction.executeWithoutResult(status -> ground.work()
                    .add(
                            PracticeEndStep.NAME,
                            List.of(new Work.Subject(site.value(), merchant.id())),
                            Instant.now().plus(PracticeEnd.KEPT)));
        });
    }

    /** What was made before is routed by now; where people release by hand, they need not do so for practice. */
    private void release(WarehouseId site, MerchantId merchant) {
        var planned = Objects.requireNonNull(transaction.execute(status -> jdbc.sql(PLANNED)
                .param("site", site.value())
                .param("merchant", merchant.value())
                .param("most", MOST_TO_RELEASE)
                .query((row, n) -> new OrderId(row.getObject(1, UUID.class)))
                .list()));
        if (!planned.isEmpty()) ground.releases().release(planned, Wave.Mode.BATCH);
    }

    private static Context as() {
        return new Context(Scope.ALL, Actor.system("practice"), Lane.SCREEN);
    }

    private long coming(WarehouseId site, MerchantId merchant) {
        return Objects.requireNonNull(transaction.execute(status -> jdbc.sql(COMING)
                .param("site", site.value())
                .param("merchant", merchant.value())
                .query(Long.class)
                .single()));
    }

    private void stockUp(WarehouseId site, MerchantId merchant) {
        transaction.executeWithoutResult(status -> {
            var items = items(merchant);
            var free = jdbc
                    .sql(STOCKED)
                    .param("site", site.value())
                    .param("merchant", merchant.value())
                    .query(Free.class)
                    .list()
                    .stream()
                    .collect(Collectors.toMap(Free::itemId, Free::free));
            var bins =
                    jdbc.sql(BINS).param("site", site.value()).query(UUID.class).list();
            if (bins.isEmpty())
                throw Refusal.conflict(
                        "no-layout", "This site is not laid out yet; there is nowhere to practise walking.");
            var receipts = new ArrayList<Receipt>();
            int n = 0;
            for (var item : items.values()) {
                var bin = bins.get((int) ((long) n++ * bins.size() / items.size()));
                if (free.getOrDefault(item.value(), 0L) < LOW) receipts.add(receipt(merchant, item, bin));
            }
            ground.stock().receive(receipts);
        });
    }

    private static Receipt receipt(MerchantId merchant, ItemId item, UUID bin) {
        return new Receipt(merchant, item, bin, "", null, Condition.SELLABLE, STOCK, Ids.next());
    }

    private Map<String, ItemId> items(MerchantId merchant) {
        var known = ground.items().bySku(merchant, skus());
        if (known.size() == THINGS.size()) {
            var ids = new TreeMap<String, ItemId>();
            known.forEach((sku, item) -> ids.put(sku, item.id()));
            return ids;
        }
        var items = new ArrayList<NewItem>();
        for (int i = 0; i < THINGS.size(); i++)
            items.add(NewItem.physical(sku(i), THINGS.get(i) + " (practice)", 150 + 40 * i, 120, 90, 60 + 5 * i)
                    .withBarcodes(sku(i)));
        return new TreeMap<>(ground.items().put(merchant, items));
    }

    private static List<String> skus() {
        return IntStream.range(0, THINGS.size()).mapToObj(PracticeOrders::sku).toList();
    }

    private static String sku(int n) {
        return "PRACTICE-%02d".formatted(n + 1);
    }

    private List<NewOrder> orders(WarehouseId site, String merchant) {
        var here = ground.warehouses().get(site);
        var to = new Address(
                "Practice",
                null,
                here.line1(),
                null,
                here.city(),
                here.region(),
                here.postcode(),
                here.country(),
                null,
                null);
        var random = RandomGenerator.getDefault();
        var orders = new ArrayList<NewOrder>();
        for (int i = 0; i < ORDERS_AT_ONCE; i++) orders.add(order(merchant, to, random));
        return orders;
    }

    private NewOrder order(String merchant, Address to, RandomGenerator random) {
        var lines = random.ints(0, THINGS.size())
                .distinct()
                .limit(1 + random.nextInt(MOST_LINES))
                .mapToObj(thing -> new NewOrder.Line(
                        sku(thing), 1 + random.nextInt(3), 0L, null, null, THINGS.get(thing), null, null))
                .toList();
        return NewOrder.of(merchant, "practice", "PRACTICE-" + Ids.next())
                .placedAt(clock.instant())
                .currency("USD")
                .lines(List.copyOf(lines))
                .shipTo(to)
                .locale("en")
                .totalMinor(0L)
                .shortage(NewOrder.Shortage.BACKORDER)
                .build();
    }
}
