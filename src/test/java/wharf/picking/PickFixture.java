package wharf.picking;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.catalog.Items;
import wharf.catalog.NewItem;
import wharf.inventory.Commitments;
import wharf.inventory.Commitments.Commitment;
import wharf.inventory.Commitments.LineUnits;
import wharf.inventory.Condition;
import wharf.inventory.Demand;
import wharf.inventory.Receipt;
import wharf.inventory.Reservations;
import wharf.inventory.Reservations.LineCancel;
import wharf.inventory.Reserving;
import wharf.inventory.Stock;
import wharf.merchant.Merchants;
import wharf.merchant.NewMerchant;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.shared.Actor;
import wharf.shared.FulfilmentId;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.Lane;
import wharf.shared.OrderId;
import wharf.shared.Scope;
import wharf.warehouse.LayoutSpec;
import wharf.warehouse.Layouts;
import wharf.warehouse.NewWarehouse;
import wharf.warehouse.Totes;
import wharf.warehouse.Warehouses;

/** Builds what picking stands on by the other modules' own doors; only orders and fulfilments, modules above, are written as rows. */
@TestComponent
class PickFixture {
    private static final Instant SHIP_BY = Instant.parse("2030-01-07T22:00:00Z");
    // Closed: these orders exist for their units only, and nobody is to wait for them when a test has taken them off
    // the floor.
    private static final String ORDERS = """
            insert into orders (id, merchant_id, channel, external_id, content_hash, state, placed_at, received_at, currency, subtotal_minor,
                                discount_minor, shipping_minor, tax_minor, total_minor, shortage, ship_to, ship_to_name)
            select o, :merchant, 'test', o::text, '\\x00', 'CLOSED', :now, :now, 'USD', 0, 0, 0, 0, 0, 'REFUSE', '{}', 'Ann Test'
            from unnest(:orders) as o
            """;
    private static final String LINES = """
            insert into order_line (order_id, line_no, merchant_id, item_id, sku, title, quantity, unit_price_minor)
            select l.ord, l.line, :merchant, l.item, 'sku', 'title', l.quantity, 0
            from unnest(:orders, :lines, :items, :quantities) as l (ord, line, item, quantity)
            """;
    private static final String FULFILMENTS = """
            insert into fulfilment (id, merchant_id, order_id, warehouse_id, state, service, ship_by, created_at)
            select f.id, :merchant, f.ord, :site, 'PLANNED', 'TEST', :shipBy, :now
            from unnest(:fulfilments, :orders) as f (id, ord)
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Merchants merchants;
    private final Warehouses warehouses;
    private final Layouts layouts;
    private final Totes totes;
    private final Items items;
    private final Stock stock;
    private final Reservations reservations;
    private final Commitments commitments;
    private final PickCancellation cancellation;

    PickFixture(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Merchants merchants,
            Warehouses warehouses,
            Layouts layouts,
            Totes totes,
            Items items,
            Stock stock,
            Reservations reservations,
            Commitments commitments,
            PickCancellation cancellation) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.merchants = merchants;
        this.warehouses = warehouses;
        this.layouts = layouts;
        this.totes = totes;
        this.items = items;
        this.stock = stock;
        this.reservations = reservations;
        this.commitments = commitments;
        this.cancellation = cancellation;
    }

    /** So many units of an item. */
    record Need(ItemId item, int quantity) {}

    static Context as(String person) {
        return as(Actor.user(person));
    }

    static Context as(Actor person) {
        return new Context(Scope.ALL, person, Lane.SCREEN);
    }

    /** When the site is too busy to answer, whoever asked asks again: a transaction that could not begin has done nothing. */
    static <T> T ask(Context who, Supplier<T> what) {
        while (true) {
            try {
                return who.call(what::get);
            } catch (CannotCreateTransactionException busy) {
                Thread.onSpinWait();
            }
        }
    }

    /** A new site with items SKU-0, SKU-1, … (barcode BC- before the SKU), none of them in stock. */
    Site site(LayoutSpec layout, int toteCount, int itemCount) {
        return as("fixture").call(() -> {
            var code = UUID.randomUUID().toString().substring(24);
            var merchant = merchants.create(NewMerchant.of("m" + code, "Test", "USD", "a@example.com"));
            var site = warehouses.create(warehouse(code.substring(0, 11)));
            var bins = layouts.build(site, layout);
            var skus = IntStream.range(0, itemCount)
                    .mapToObj(n -> NewItem.physical("SKU-" + n, "Item " + n, 100, 100, 80, 50)
                            .withBarcodes("BC-" + code + "-SKU-" + n))
                    .toList();
            return new Site(merchant, site, bins, totes.create(site, toteCount), items.put(merchant, skus));
        });
    }

    static NewWarehouse warehouse(String code) {
        return new NewWarehouse(
                "T-" + code.toUpperCase(java.util.Locale.ROOT),
                "Test site",
                "1 Test Road",
                "Fort Myers",
                "FL",
                "33901",
                "US",
                26.64,
                -81.87,
                "America/New_York",
                null,
                null);
    }

    void stock(Site site, ItemId item, int bin, int quantity) {
        stock(site, List.of(Map.entry(bin, new Need(item, quantity))));
    }

    void stock(Site site, List<Map.Entry<Integer, Need>> perBin) {
        as("fixture")
                .run(() -> stock.receive(perBin.stream()
                        .map(entry -> new Receipt(
                                site.merchant(),
                                entry.getValue().item(),
                                site.bins().get(entry.getKey()).place(),
                                "",
                                null,
                                Condition.SELLABLE,
                                entry.getValue().quantity(),
                                Ids.next()))
                        .toList()));
    }

    /** An order with those lines, reserved and committed to the site under one fulfilment. */
    List<PickDemand> order(Site site, Need... needs) {
        return orders(site, List.of(List.of(needs)));
    }

    List<PickDemand> orders(Site site, List<List<Need>> orders) {
        return as("fixture").call(() -> transaction.execute(status -> write(site, orders)));
    }

    private List<PickDemand> write(Site site, List<List<Need>> orders) {
        var demands = new ArrayList<Demand>();
        for (var needs : orders) {
            var order = OrderId.next();
            var fulfilment = FulfilmentId.next();
            for (int i = 0; i < needs.size(); i++) {
                var need = needs.get(i);
                demands.add(new Demand(site.merchant(), fulfilment, order, i + 1, need.item(), need.quantity()));
            }
        }
        insert(site, demands);
        reservations.reserve(demands.stream().map(PickFixture::reserving).toList());
        var refused = commitments.commit(
                demands.stream().map(d -> commitment(site, d)).toList());
        if (!refused.isEmpty()) throw new IllegalStateException("not in stock: " + refused);
        return demands.stream().map(d -> new PickDemand(d, SHIP_BY, 0)).toList();
    }

    private void insert(Site site, List<Demand> demands) {
        var now = Sql.timestamp(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        var orders = Sql.ids(demands.stream().map(Demand::order).distinct().toList());
        jdbc.sql(ORDERS)
                .param("merchant", site.merchant().value())
                .param("orders", orders)
                .param("now", now)
                .update();
        jdbc.sql(LINES)
                .param("merchant", site.merchant().value())
                .param("orders", Sql.ids(demands.stream().map(Demand::order).toList()))
                .param("lines", Sql.ints(demands.stream().map(Demand::lineNo).toList()))
                .param("items", Sql.ids(demands.stream().map(Demand::item).toList()))
                .param(
                        "quantities",
                        Sql.ints(demands.stream().map(Demand::quantity).toList()))
                .update();
        fulfilments(site, demands);
    }

    private void fulfilments(Site site, List<Demand> demands) {
        var first = demands.stream()
                .collect(java.util.stream.Collectors.toMap(
                        Demand::fulfilment, Demand::order, (a, b) -> a, java.util.LinkedHashMap::new));
        jdbc.sql(FULFILMENTS)
                .param("merchant", site.merchant().value())
                .param("site", site.id().value())
                .param("shipBy", Sql.timestamp(SHIP_BY))
                .param("now", Sql.timestamp(Instant.now().truncatedTo(ChronoUnit.MILLIS)))
                .param("orders", Sql.ids(first.values()))
                .param("fulfilments", Sql.ids(first.keySet()))
                .update();
    }

    private static Reserving reserving(Demand d) {
        return new Reserving(d.order(), d.lineNo(), d.item(), d.merchant(), 0, SHIP_BY, 1, d.quantity(), 0, 0);
    }

    private static Commitment commitment(Site site, Demand d) {
        return new Commitment(
                d.fulfilment(), site.id(), new LineUnits(d.order(), d.lineNo(), d.item(), d.merchant(), d.quantity()));
    }

    /**
     * The shopper changes an order of one line: taken off the floor, cut, and committed again under a new fulfilment, all at once, as order
     * care does it.
     */
    List<PickDemand> edit(Site site, PickDemand old, int quantity) {
        return ask(
                as("care"),
                () -> transaction.execute(status -> {
                    var was = old.demand();
                    cancellation.cancel(List.of(was.fulfilment()), "order edited");
                    reservations.cancel(was.order(), List.of(new LineCancel(was.lineNo(), was.quantity() - quantity)));
                    var now = new Demand(
                            was.merchant(), FulfilmentId.next(), was.order(), was.lineNo(), was.item(), quantity);
                    fulfilments(site, List.of(now));
                    commitments.commit(List.of(commitment(site, now)));
                    return List.of(new PickDemand(now, SHIP_BY, 0));
                }));
    }

    /** What the order says to whoever picks it; the line is null for the whole order. */
    UUID instruct(PickDemand of, @org.jspecify.annotations.Nullable Integer line, String type, String text) {
        var id = Ids.next();
        as("fixture")
                .run(() -> transaction.executeWithoutResult(status -> jdbc.sql("""
                        insert into instruction (id, order_id, line_no, merchant_id, type, stage, text, source)
                        values (:id, :order, :line, :merchant, :type, 'PICK', :text, 'CHANNEL')
                        """)
                        .param("id", id)
                        .param("order", of.demand().order().value())
                        .param("line", line, java.sql.Types.INTEGER)
                        .param("merchant", of.demand().merchant().value())
                        .param("type", type)
                        .param("text", text)
                        .update()));
        return id;
    }

    /** Sum of one counter of the fulfilments' reservations at the site. */
    int units(String counter, List<PickDemand> demand) {
        return as("fixture")
                .call(() -> transaction.execute(status -> jdbc.sql("select coalesce(sum(" + counter
                                + "), 0) from site_reservation where fulfilment_id = any(:fulfilments)")
                        .param(
                                "fulfilments",
                                Sql.ids(demand.stream()
                                        .map(d -> d.demand().fulfilment())
                                        .toList()))
                        .query(Integer.class)
                        .single()));
    }

    /** Units of an item in a place, and how many of them are bound. */
    record Balance(int quantity, int allocated) {}

    Balance balance(UUID place, ItemId item) {
        return as("fixture")
                .call(() -> transaction.execute(status -> jdbc.sql("""
                        select coalesce(sum(quantity), 0)::integer as quantity, coalesce(sum(allocated), 0)::integer as allocated
                        from balance
                        where place_id = :place
                        and item_id = :item
                        and condition = 'SELLABLE'
                        """)
                        .param("place", place)
                        .param("item", item.value())
                        .query(Balance.class)
                        .single()));
    }

    <T> T read(String sql, Class<T> type, Map<String, ?> params) {
        return as("fixture")
                .call(() -> transaction.execute(
                        status -> jdbc.sql(sql).params(params).query(type).single()));
    }
}
