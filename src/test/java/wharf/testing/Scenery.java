package wharf.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.catalog.Items;
import wharf.catalog.NewItem;
import wharf.geography.Address;
import wharf.inventory.Condition;
import wharf.inventory.NewPlace;
import wharf.inventory.PlaceRef;
import wharf.inventory.Receipt;
import wharf.inventory.Stock;
import wharf.inventory.StockPlaces;
import wharf.merchant.Merchants;
import wharf.merchant.NewMerchant;
import wharf.order.NewOrder;
import wharf.packing.CartonType;
import wharf.packing.CartonTypes;
import wharf.picking.PutBack;
import wharf.picking.PutBackScan;
import wharf.platform.Context;
import wharf.platform.InvariantChecks;
import wharf.platform.Work;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;
import wharf.warehouse.Totes;

/** Makes the merchants, sites, items and stock a test plays with; each test makes its own and looks at nothing else. */
@Component
public class Scenery {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Merchants merchants;
    private final Items items;
    private final Stock stock;
    private final StockPlaces places;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InvariantChecks checks;
    private final CartonTypes cartons;
    private final Totes totes;
    private final Work work;

    Scenery(
            Merchants merchants,
            Items items,
            Stock stock,
            StockPlaces places,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            InvariantChecks checks,
            CartonTypes cartons,
            Totes totes,
            Work work) {
        this.merchants = merchants;
        this.items = items;
        this.stock = stock;
        this.places = places;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.checks = checks;
        this.cartons = cartons;
        this.totes = totes;
        this.work = work;
    }

    /** A name nobody else has. */
    public static String unique(String prefix) {
        return prefix + COUNTER.incrementAndGet() + "x" + Long.toString(System.nanoTime() & 0xffffff, 36);
    }

    public MerchantId merchant() {
        return all(() ->
                merchants.create(NewMerchant.of(unique("m"), "Merchant " + COUNTER.get(), "USD", "shop@example.com")));
    }

    /** A site at Fort Myers or, if west, at Phoenix. */
    public WarehouseId site(boolean west) {
        var id = WarehouseId.next();
        all(() -> jdbc.sql("""
                insert into warehouse (id, code, name, line1, city, region, postcode, country, latitude, longitude, time_zone, created_at)
                values (:id, :code, 'Site', '1 Dock Rd', :city, :region, :postcode, 'US', :latitude, :longitude, :zone, now())
                """)
                .param("id", id.value())
                .param("code", unique("W").toUpperCase(java.util.Locale.ROOT))
                .param("city", west ? "Phoenix" : "Fort Myers")
                .param("region", west ? "AZ" : "FL")
                .param("postcode", west ? "85001" : "33901")
                .param("latitude", west ? 33.4484 : 26.6406)
                .param("longitude", west ? -112.0740 : -81.8723)
                .param("zone", west ? "America/Phoenix" : "America/New_York")
                .update());
        return id;
    }

    public ItemId item(MerchantId merchant, String sku) {
        return java.util.Objects.requireNonNull(items(merchant, NewItem.physical(sku, "Item " + sku, 250, 120, 80, 40))
                .get(sku));
    }

    public Map<String, ItemId> items(MerchantId merchant, NewItem... wanted) {
        return all(() -> items.put(merchant, List.of(wanted)));
    }

    public PlaceRef bin(WarehouseId site, String code) {
        return all(() -> places.create(NewPlace.bin(site, code, COUNTER.incrementAndGet())));
    }

    /** A bin that holds stock but that no picker is sent to. */
    public PlaceRef reserveBin(WarehouseId site, String code) {
        return all(() -> places.create(new NewPlace(site, PlaceRef.Kind.BIN, code, COUNTER.incrementAndGet(), false)));
    }

    public PlaceRef container(WarehouseId site, PlaceRef.Kind kind) {
        return all(
                () -> places.create(NewPlace.container(site, kind, unique("T").toUpperCase(java.util.Locale.ROOT))));
    }

    /** An empty tote. */
    public String tote(WarehouseId site) {
        return all(() -> totes.create(site, List.of(unique("T").toUpperCase(java.util.Locale.ROOT))))
                .getFirst()
                .code();
    }

    public void receive(MerchantId merchant, ItemId item, PlaceRef bin, int quantity) {
        receive(merchant, item, bin, "", null, quantity);
    }

    public void receive(
            MerchantId merchant,
            ItemId item,
            PlaceRef bin,
            String lot,
            java.time.@org.jspecify.annotations.Nullable LocalDate expires,
            int quantity) {
        all(() -> {
            stock.receive(List.of(
                    new Receipt(merchant, item, bin.id(), lot, expires, Condition.SELLABLE, quantity, Ids.next())));
            return true;
        });
    }

    /** Lines of one unit at 10.00 each, given as SKU and quantity. */
    public static NewOrder order(MerchantId merchant, NewOrder.Shortage shortage, Object... skusAndQuantities) {
        var lines = new ArrayList<NewOrder.Line>();
        for (int i = 0; i < skusAndQuantities.length; i += 2) {
            lines.add(new NewOrder.Line(
                    (String) skusAndQuantities[i],
                    (Integer) skusAndQuantities[i + 1],
                    1000L,
                    null,
                    null,
                    null,
                    null,
                    null));
        }
        return NewOrder.of(merchant.toString(), "web", unique("X"))
                .placedAt(Instant.parse("2026-03-02T15:00:00Z"))
                .currency("USD")
                .lines(List.copyOf(lines))
                .shipTo(miami())
                .email("ann@example.com")
                .locale("en")
                .shippingMinor(500L)
                .shortage(shortage)
                .build();
    }

    public static Address miami() {
        return new Address(
                "Ann Smith", null, "1 Ocean Dr", null, "Miami", "FL", "33139", "US", "+13055550100", "ann@example.com");
    }

    public static Address tucson() {
        return new Address(
                "Ann Smith",
                null,
                "2 Desert Rd",
                null,
                "Tucson",
                "AZ",
                "85701",
                "US",
                "+15205550100",
                "ann@example.com");
    }

    public ItemId idOf(MerchantId merchant, String sku) {
        return java.util.Objects.requireNonNull(
                        all(() -> items.bySku(merchant, List.of(sku))).get(sku))
                .id();
    }

    /** From now on nothing leaves for the floor by itself. */
    public void releaseByHand(WarehouseId site) {
        all(() -> jdbc.sql("update warehouse set release_mode = 'MANUAL' where id = :id")
                .param("id", site.value())
                .update());
    }

    /** What is planned leaves for the floor by itself again, with the next work that is done. */
    public void releaseByItself(WarehouseId site) {
        inTransaction(() -> {
            jdbc.sql("update warehouse set release_mode = 'AUTO' where id = :id")
                    .param("id", site.value())
                    .update();
            work.add("RELEASE", site.value(), new MerchantId(new java.util.UUID(0, 0)));
            return site;
        });
    }

    /** Totes that hold picked units of live orders. */
    public List<String> filledTotes(WarehouseId site) {
        return inTransaction(() ->
                jdbc.sql("""
                select distinct p.code
                from allocation a
                join place p on p.id = a.place_id
                where p.warehouse_id = :site
                and p.kind = 'TOTE'
                and not a.orphaned
                order by p.code
                """).param("site", site.value()).query(String.class).list());
    }

    /** A carton that is always there and large enough for what tests pack. */
    public CartonType largestCarton() {
        return all(() -> cartons.find("BOX-L")).orElseThrow();
    }

    /** What someone scans who does the task as told. */
    public PutBackScan putBackScan(PutBack task) {
        var bin = task.suggestedBin() == null ? "A-01" : task.suggestedBin();
        return new PutBackScan(Ids.next(), task.id(), task.containerCode(), task.sku(), task.left(), bin);
    }

    /** Runs as the operator's background work and sees all. */
    public static <T> T all(java.util.function.Supplier<T> work) {
        return Context.background("test").call(work::get);
    }

    /** As {@link #all}, in one transaction. */
    public <T> T inTransaction(java.util.function.Supplier<T> work) {
        return all(() -> java.util.Objects.requireNonNull(transaction.execute(status -> work.get())));
    }

    /**
     * Has readers of facts read all that is recorded so far. One call may stop short of it: before a transaction that still runs, while another
     * node reads, or to give way to callers.
     *
     * @param readers how their names begin
     */
    public void read(String readers, java.util.function.Supplier<?> catchUp) {
        var soFar = inTransaction(() -> jdbc.sql("select pg_snapshot_xmax(pg_current_snapshot())::text")
                .query(String.class)
                .single());
        await("all facts read")
                .pollDelay(Duration.ZERO)
                .atMost(Duration.ofMinutes(1))
                .until(() -> {
                    all(catchUp);
                    return !unread(readers, soFar);
                });
    }

    private boolean unread(String readers, String soFar) {
        return inTransaction(() -> jdbc.sql("""
                select exists (
                    select
                    from fact_cursor c
                    join fact f on (f.xid, f.id) > (c.xid, c.fact_id)
                    where starts_with(c.reader, :readers)
                    and f.xid < cast(:soFar as xid8))
                """)
                .param("readers", readers)
                .param("soFar", soFar)
                .query(Boolean.class)
                .single());
    }

    /** What breaks any invariant; to be empty. */
    public List<String> broken() {
        return all(() -> checks.run(20)).stream()
                .flatMap(result -> result.violations().stream().map(violation -> result.name() + ": " + violation))
                .toList();
    }
}
