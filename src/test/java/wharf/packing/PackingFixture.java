package wharf.packing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.catalog.Items;
import wharf.catalog.NewItem;
import wharf.geography.Address;
import wharf.inventory.Allocations;
import wharf.inventory.Allocator;
import wharf.inventory.Commitments;
import wharf.inventory.Condition;
import wharf.inventory.Demand;
import wharf.inventory.NewPlace;
import wharf.inventory.PlaceRef;
import wharf.inventory.Receipt;
import wharf.inventory.Stock;
import wharf.inventory.StockPlaces;
import wharf.merchant.Merchants;
import wharf.merchant.NewMerchant;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.platform.Context;
import wharf.shared.Actor;
import wharf.shared.FulfilmentId;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.Lane;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Scope;
import wharf.shared.WarehouseId;
import wharf.shipping.ShipTo;
import wharf.warehouse.Tote;
import wharf.warehouse.Totes;

/** A warehouse of its own with a merchant, items in a bin, and orders picked into totes by the real steps of inventory. */
@TestComponent
class PackingFixture {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Merchants merchants;

    @Autowired
    Items items;

    @Autowired
    Stock stock;

    @Autowired
    StockPlaces places;

    @Autowired
    Totes totes;

    @Autowired
    OrderIntake intake;

    @Autowired
    Commitments commitments;

    @Autowired
    Allocations allocations;

    @Autowired
    Allocator allocator;

    @Autowired
    PackingPorts.Coordinator coordinator;

    MerchantId merchant = MerchantId.next();
    String merchantCode = "";
    WarehouseId site = WarehouseId.next();
    UUID bin = Ids.next();
    Map<String, ItemId> ids = Map.of();

    /** As this worker, seeing everything, in a transaction. */
    <T> T as(String worker, Supplier<T> work) {
        return as(Actor.user(worker), work);
    }

    <T> T as(Actor worker, Supplier<T> work) {
        return new Context(Scope.ALL, worker, Lane.SCREEN).call(work::get);
    }

    <T> T inTransaction(Supplier<T> work) {
        return as("fixture", () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }

    /** A new world: every test has its own. */
    void begin(NewItem... goods) {
        var tag = UUID.randomUUID().toString().substring(0, 8);
        merchantCode = "m-" + tag;
        site = WarehouseId.next();
        as("fixture", () -> {
            merchant = merchants.create(NewMerchant.of(merchantCode, "Merchant " + tag, "USD", "shop@example.org"));
            ids = items.put(merchant, List.of(goods));
            return true;
        });
        inTransaction(() -> jdbc.sql("""
                        insert into warehouse (id, code, name, line1, city, region, postcode, country, latitude, longitude, time_zone, created_at)
                        values (:id, :code, 'Test', '1 Dock Rd', 'Fort Myers', 'FL', '33901', 'US', 26.6, -81.8, 'America/New_York', now())
                        """)
                .param("id", site.value())
                .param("code", "W" + tag.toUpperCase(java.util.Locale.ROOT))
                .update());
        bin = as("fixture", () -> places.create(NewPlace.bin(site, "A-01", 1))).id();
        as("fixture", () -> {
            stock.receive(ids.values().stream().map(id -> receipt(id, 100)).toList());
            return true;
        });
    }

    private Receipt receipt(ItemId item, int quantity) {
        return new Receipt(merchant, item, bin, "", null, Condition.SELLABLE, quantity, Ids.next());
    }

    UUID tote(String code) {
        return as("fixture", () -> places.create(NewPlace.container(site, PlaceRef.Kind.TOTE, code)))
                .id();
    }

    /** A tote with a licence plate. */
    Tote barcodedTote(String code) {
        return as("fixture", () -> totes.create(site, List.of(code))).getFirst();
    }

    /** An order of so many units a SKU, taken, given to the warehouse, allocated and picked into the tote. */
    FulfilmentId picked(UUID tote, Map<String, Integer> units) {
        var fulfilment = allocated(units);
        as("fixture", () -> {
            allocations.of(List.of(fulfilment)).forEach(h -> allocations.move(h.id(), h.quantity(), tote, "picked"));
            return true;
        });
        return fulfilment;
    }

    FulfilmentId allocated(Map<String, Integer> units) {
        var order = order(units);
        var fulfilment = FulfilmentId.next();
        inTransaction(() -> {
            jdbc.sql("""
                            insert into fulfilment (id, merchant_id, order_id, warehouse_id, state, service, ship_by, created_at)
                            values (:id, :merchant, :order, :site, 'PICKED', 'GROUND', now(), now())
                            """)
                    .param("id", fulfilment.value())
                    .param("merchant", merchant.value())
                    .param("order", order.value())
                    .param("site", site.value())
                    .update();
            var lines = commitments.unrouted(List.of(order));
            commitments.commit(lines.stream()
                    .map(line -> new Commitments.Commitment(fulfilment, site, line))
                    .toList());
            allocator.allocate(
                    site,
                    lines.stream()
                            .map(l -> new Demand(l.merchant(), fulfilment, order, l.lineNo(), l.item(), l.quantity()))
                            .toList());
            return true;
        });
        coordinator.known.put(fulfilment, packOrder(fulfilment, order, units));
        return fulfilment;
    }

    private OrderId order(Map<String, Integer> units) {
        var lines = new ArrayList<NewOrder.Line>();
        units.forEach((sku, n) -> lines.add(new NewOrder.Line(sku, n, 1000L, null, null, null, null, null)));
        var order = NewOrder.of(merchantCode, "web", UUID.randomUUID().toString())
                .currency("USD")
                .lines(List.copyOf(lines))
                .shipTo(address())
                .email("ana@example.org")
                .build();
        var result = as("fixture", () -> intake.take(List.of(order))).getFirst();
        if (result instanceof IntakeResult.Accepted accepted) return accepted.id();
        throw new IllegalStateException("not taken: " + result);
    }

    private static Address address() {
        return new Address(
                "Ana Peña", null, "2200 2nd St", null, "Fort Myers", "FL", "33901", "US", "+12395550100", null);
    }

    private static ShipTo shipTo() {
        return new ShipTo(
                "Ana Peña", null, "2200 2nd St", null, "Fort Myers", "FL", "33901", "US", null, 26.64, -81.87);
    }

    private PackOrder packOrder(FulfilmentId fulfilment, OrderId order, Map<String, Integer> units) {
        var lines = new ArrayList<PackOrder.Line>();
        new LinkedHashMap<>(units)
                .forEach((sku, n) -> lines.add(new PackOrder.Line(
                        lines.size() + 1, Objects.requireNonNull(ids.get(sku)), "Title of " + sku, n, n, null)));
        return new PackOrder(
                fulfilment,
                "F" + fulfilment.toString().substring(24),
                merchant,
                order,
                "100" + lines.size(),
                "GROUND",
                shipTo(),
                null,
                "en",
                null,
                lines);
    }
}
