package wharf.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.shared.FulfilmentId;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.testing.Core;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Whatever is done to stock, in whatever order, every invariant holds; a seed repeats its story exactly. */
@Core
@WharfTest
class StockPropertyTest {
    private static final int STEPS = 150;
    private static final int STEPS_BETWEEN_CHECKS = 15;

    /** Nobody makes put-back tasks here: that is picking's to do. */
    private static final String OF_PICKING = "unwanted-units-have-put-back";

    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    Stock stock;

    @Autowired
    Allocations allocations;

    @Autowired
    Allocator allocator;

    @Autowired
    Commitments commitments;

    @Autowired
    Reservations reservations;

    @Autowired
    JdbcClient jdbc;

    private Random random = new Random(0);
    private final List<String> story = new ArrayList<>();
    private final List<OrderId> orders = new ArrayList<>();
    private final List<FulfilmentId> fulfilments = new ArrayList<>();
    private final List<PlaceRef> bins = new ArrayList<>();
    private final List<String> skus = List.of("MUG", "PLATE");
    private MerchantId merchant;
    private List<WarehouseId> sites;
    private List<ItemId> items;

    @BeforeEach
    void twoSitesWithTwoItems() {
        merchant = scenery.merchant();
        sites = List.of(scenery.site(false), scenery.site(true));
        for (var site : sites) for (var code : List.of("A-01", "A-02")) bins.add(scenery.bin(site, code));
        items = skus.stream().map(sku -> scenery.item(merchant, sku)).toList();
        for (var item : items) scenery.receive(merchant, item, bins.getFirst(), 12);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyInvariantHoldsWhateverIsDoneToStock(long seed) {
        random = new Random(seed);
        for (int step = 1; step <= STEPS; step++) {
            story.add(attempt(one()));
            if (step % STEPS_BETWEEN_CHECKS == 0) assertNothingBroken();
        }
        assertThat(story)
                .as("the story is worth telling")
                .contains("receive", "order", "commit", "allocate", "follow", "ship");
    }

    private void assertNothingBroken() {
        assertThat(scenery.broken())
                .filteredOn(line -> !line.startsWith(OF_PICKING))
                .as("after %s", story)
                .isEmpty();
    }

    private record Step(String name, Runnable work) {}

    private Step one() {
        return switch (random.nextInt(20)) {
            case 0, 1 -> new Step("receive", this::receive);
            case 2 -> new Step("adjust", this::adjust);
            case 3 -> new Step("move", this::move);
            case 4, 5, 6 -> new Step("order", this::order);
            case 7, 8, 9 -> new Step("commit", this::commit);
            case 10, 11 -> new Step("allocate", this::allocate);
            case 12, 13, 14 -> new Step("follow", this::follow);
            case 15, 16 -> new Step("ship", this::ship);
            case 17 -> new Step(random.nextBoolean() ? "cancel" : "drop", this::cancelOrDrop);
            case 18 -> new Step("write down", this::writeDown);
            default -> new Step("fill", () -> reservations.fillBackorders(any(items)));
        };
    }

    /** All or nothing; a refusal is an answer. */
    private String attempt(Step step) {
        try {
            scenery.inTransaction(() -> {
                step.work().run();
                return true;
            });
            return step.name();
        } catch (Refusal refused) {
            return step.name() + " refused";
        }
    }

    private void receive() {
        stock.receive(List.of(new Receipt(
                merchant, any(items), any(bins).id(), "", null, Condition.SELLABLE, random.nextInt(1, 9), Ids.next())));
    }

    private void adjust() {
        int change = random.nextInt(-6, 4);
        if (change == 0) return;
        stock.adjust(List.of(new Adjustment(
                merchant, any(items), any(bins).id(), "", Condition.SELLABLE, change, "counted", Ids.next())));
    }

    private void move() {
        var from = any(bins);
        var to = any(bins.stream().filter(bin -> !bin.equals(from)).toList());
        stock.move(List.of(new Move(
                merchant,
                any(items),
                "",
                from.id(),
                Condition.SELLABLE,
                to.id(),
                Condition.SELLABLE,
                random.nextInt(1, 5),
                "tidied",
                Ids.next())));
    }

    /** Intake has a transaction of its own, on a thread of its own. */
    private void order() {
        var shortage = random.nextBoolean() ? NewOrder.Shortage.BACKORDER : NewOrder.Shortage.REFUSE;
        var wanted =
                Scenery.order(merchant, shortage, any(skus), random.nextInt(1, 5), any(skus), random.nextInt(1, 3));
        if (all(() -> intake.take(List.of(wanted))).getFirst() instanceof IntakeResult.Accepted accepted)
            orders.add(accepted.id());
    }

    private void commit() {
        if (orders.isEmpty()) return;
        var units = commitments.unrouted(List.of(any(orders)));
        if (units.isEmpty()) return;
        var fulfilment = FulfilmentId.next();
        var site = any(sites);
        fulfilment(fulfilment, units.getFirst().order(), site);
        var refused = commitments.commit(units.stream()
                .map(each -> new Commitments.Commitment(fulfilment, site, each))
                .toList());
        if (!refused.isEmpty()) throw Refusal.conflict("too-little", "The site has too little.");
        fulfilments.add(fulfilment);
    }

    private void fulfilment(FulfilmentId id, OrderId order, WarehouseId site) {
        jdbc.sql("""
                insert into fulfilment (id, merchant_id, order_id, warehouse_id, state, service, ship_by, created_at)
                values (:id, :merchant, :order, :site, 'PLANNED', 'GROUND', now(), now())
                """)
                .param("id", id.value())
                .param("merchant", merchant.value())
                .param("order", order.value())
                .param("site", site.value())
                .update();
    }

    private void allocate() {
        if (fulfilments.isEmpty()) return;
        jdbc.sql("""
                select fulfilment_id, order_id, line_no, item_id, warehouse_id, quantity - allocated - picked - packed - shipped - dropped as free
                from site_reservation
                where fulfilment_id = :fulfilment
                and allocated + picked + packed + shipped + dropped < quantity
                """)
                .param("fulfilment", any(fulfilments).value())
                .query(Planned.class)
                .list()
                .forEach(planned ->
                        allocator.allocate(new WarehouseId(planned.warehouseId()), List.of(demand(planned))));
    }

    private record Planned(UUID fulfilmentId, UUID orderId, int lineNo, UUID itemId, UUID warehouseId, int free) {}

    private Demand demand(Planned planned) {
        return new Demand(
                merchant,
                new FulfilmentId(planned.fulfilmentId()),
                new OrderId(planned.orderId()),
                planned.lineNo(),
                new ItemId(planned.itemId()),
                planned.free());
    }

    /** Units go on to the next container, or back to a bin; those that nobody wants go back. */
    private void follow() {
        var held = held();
        if (held.isEmpty()) return;
        var one = any(held);
        var site = site(one.place());
        boolean back = one.orphaned() || random.nextInt(5) == 0;
        var to = back || one.placeKind() == PlaceRef.Kind.CARTON
                ? any(bins.stream().filter(bin -> site.equals(bin.warehouse())).toList())
                : scenery.container(
                        site, one.placeKind() == PlaceRef.Kind.BIN ? PlaceRef.Kind.TOTE : PlaceRef.Kind.CARTON);
        allocations.move(one.id(), random.nextInt(1, one.quantity() + 1), to.id(), "moved on");
    }

    private void ship() {
        var packed = held().stream()
                .filter(one -> one.placeKind() == PlaceRef.Kind.CARTON && !one.orphaned())
                .toList();
        var tote = held().stream()
                .filter(one -> one.placeKind() == PlaceRef.Kind.TOTE && !one.orphaned())
                .toList();
        if (packed.isEmpty() && tote.isEmpty()) return;
        var one = packed.isEmpty() ? intoCarton(any(tote)) : any(packed);
        allocations.ship(List.of(new Allocations.Leaving(
                one.fulfilment(), one.lineNo(), one.item(), one.lot(), one.quantity(), one.place())));
    }

    private Allocations.Held intoCarton(Allocations.Held one) {
        var carton = scenery.container(site(one.place()), PlaceRef.Kind.CARTON);
        var id = allocations
                .move(one.id(), one.quantity(), carton.id(), "packed")
                .orElseThrow();
        return allocations.find(id).orElseThrow();
    }

    private void cancelOrDrop() {
        if (orders.isEmpty()) return;
        var id = any(orders);
        var open = jdbc.sql("select id from fulfilment where order_id = :order order by id")
                .param("order", id.value())
                .query(UUID.class)
                .list();
        commitments.drop(open.stream().map(FulfilmentId::new).toList());
        if (random.nextBoolean()) reservations.cancel(id, List.of(new Reservations.LineCancel(1, 1)));
    }

    private void writeDown() {
        var held = held();
        if (held.isEmpty()) return;
        var one = any(held);
        // Damaged units do not stay in totes: packing moves them away.
        boolean damaged = one.placeKind() == PlaceRef.Kind.BIN && random.nextBoolean();
        var loss = damaged ? Allocations.Loss.DAMAGED : Allocations.Loss.MISSING;
        allocations.writeDown(one.id(), random.nextInt(1, one.quantity() + 1), loss);
    }

    private List<Allocations.Held> held() {
        return fulfilments.isEmpty() ? List.of() : allocations.of(fulfilments);
    }

    private WarehouseId site(UUID place) {
        return new WarehouseId(jdbc.sql("select warehouse_id from place where id = :id")
                .param("id", place)
                .query(UUID.class)
                .single());
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
