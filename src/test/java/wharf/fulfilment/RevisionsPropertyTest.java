package wharf.fulfilment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.inventory.PlaceRef;
import wharf.inventory.Stock;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.payment.Payments;
import wharf.platform.WorkEngine;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;
import wharf.testing.Floor;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/**
 * Random revisions, in random order, between random steps of the journey. Whatever happens, every invariant holds on the way, and in the end
 * the order is what the last revision says but for what had left before, and exactly that is paid.
 */
@WharfTest
class RevisionsPropertyTest {
    private static final List<String> SKUS = List.of("MUG", "TEA", "VASE");
    private static final int STEPS = 14;
    private static final int STOCK = 12;

    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    Orders orders;

    @Autowired
    Holds holds;

    @Autowired
    OrderCare care;

    @Autowired
    Payments payments;

    @Autowired
    WorkEngine engine;

    @Autowired
    Floor floor;

    @Autowired
    Stock stock;

    MerchantId merchant;
    WarehouseId site;
    Map<String, ItemId> items;

    @BeforeEach
    void aSiteWithThreeItems() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        items = new HashMap<>();
        for (var sku : SKUS) {
            PlaceRef bin = scenery.bin(site, "A-" + sku);
            items.put(sku, scenery.item(merchant, sku));
            scenery.receive(merchant, requireNonNull(items.get(sku)), bin, STOCK);
        }
    }

    /** Where an order is in the random walk. */
    private final class Walk {
        final Random random;
        final boolean byCard;
        final NewOrder first;
        final OrderId id;
        int revision;
        NewOrder last;

        Walk(long seed) {
            random = new Random(seed);
            byCard = random.nextBoolean();
            var shortage = random.nextBoolean() ? NewOrder.Shortage.REFUSE : NewOrder.Shortage.BACKORDER;
            first = paid(order(merchant, shortage, "MUG", 1 + random.nextInt(4), "TEA", 1 + random.nextInt(3)));
            last = first;
            id = ((IntakeResult.Accepted) all(() -> intake.take(List.of(first))).getFirst()).id();
        }

        void step() {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> revise(last = next());
                case 3 -> overtaken();
                case 4 -> engine.drain();
                case 5 -> floor.pick(site);
                case 6 -> floor.pack(site);
                default -> {
                    if (random.nextInt(3) == 0) floor.scanOut(site);
                    else floor.putBack(site);
                }
            }
        }

        /** A later revision comes before an earlier one. */
        void overtaken() {
            var earlier = next();
            last = next();
            revise(last);
            revise(earlier);
        }

        void revise(NewOrder later) {
            var result = all(() -> intake.take(List.of(later))).getFirst();
            assertThat(result).isNotInstanceOf(IntakeResult.Refused.class);
            if (random.nextBoolean()) engine.drain();
        }

        NewOrder next() {
            var lines = new ArrayList<NewOrder.@Nullable Line>();
            for (var sku : SKUS) {
                int quantity = random.nextInt(5);
                if (quantity > 0) lines.add(line(sku, quantity));
            }
            if (random.nextInt(4) == 0) lines.add(line("MUG", 1));
            if (lines.isEmpty()) lines.add(line("TEA", 1));
            var later = first.revised(++revision, lines);
            return paid(random.nextInt(4) == 0 ? later.to(Scenery.tucson()) : later);
        }

        NewOrder.Line line(String sku, int quantity) {
            long price = 500 + random.nextInt(3) * 333;
            long discount = random.nextInt(3) == 0 ? random.nextInt((int) price) : 0;
            return new NewOrder.Line(sku, quantity, price, discount, (long) random.nextInt(100), null, null, null);
        }

        private NewOrder paid(NewOrder order) {
            return byCard
                    ? order.paying(List.of(new NewOrder.Tender("CARD", false, total(order), "tok_ok")))
                    : order.paying(null);
        }
    }

    private static long total(NewOrder order) {
        return 500
                + requireNonNull(order.lines()).stream()
                        .map(line -> requireNonNull(line))
                        .mapToLong(line -> requireNonNull(line.quantity()) * requireNonNull(line.unitPriceMinor())
                                - (line.discountMinor() == null ? 0 : line.discountMinor())
                                + (line.taxMinor() == null ? 0 : line.taxMinor()))
                        .sum();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void theOrderIsWhatTheLastRevisionSaysButForWhatHadLeft(long seed) {
        var walk = new Walk(seed);
        for (int step = 0; step < STEPS; step++) {
            walk.step();
            if (step % 4 == 0)
                assertThat(scenery.broken()).as("after step " + step).isEmpty();
        }
        finish(walk);

        assertThat(scenery.broken()).isEmpty();
        var view = view(walk.id);
        assertThat(view.revision()).isEqualTo(walk.revision);
        assertWhatIsWanted(walk, view);
        assertPaidExactly(view);
        assertNoStockIsLost(view);
    }

    private OrderView view(OrderId id) {
        return all(() -> orders.find(id)).orElseThrow();
    }

    /** Everybody does what is left to do, and a person looks at what is held. */
    private void finish(Walk walk) {
        for (int round = 0; round < 4; round++) {
            engine.drain();
            for (var hold : all(() -> holds.of(walk.id)))
                if (hold.isOpen() && hold.kind() == Hold.Kind.MANUAL) all(() -> lift(walk.id, hold));
            engine.drain();
            floor.work(site);
            floor.putBack(site);
        }
        assertThat(view(walk.id).state()).isEqualTo(OrderState.SHIPPED);
    }

    private boolean lift(OrderId id, Hold hold) {
        care.lift(id, hold.id());
        return true;
    }

    /** Per item: as many as wanted have left, or more that had left before; fewer only when all had left before more was wanted. */
    private void assertWhatIsWanted(Walk walk, OrderView view) {
        var wanted = new HashMap<String, Integer>();
        requireNonNull(walk.last.lines())
                .forEach(line -> wanted.merge(
                        requireNonNull(requireNonNull(line).sku()), requireNonNull(line.quantity()), Integer::sum));
        boolean settled = all(() -> holds.of(walk.id)).stream()
                .noneMatch(hold -> hold.reason().startsWith("Revision " + walk.revision + " "));
        for (var sku : SKUS) {
            int shipped = view.lines().stream()
                    .filter(line -> line.sku().equals(sku))
                    .flatMap(line -> line.units().stream())
                    .mapToInt(OrderView.Units::shipped)
                    .sum();
            int ordered = view.lines().stream()
                    .filter(line -> line.sku().equals(sku))
                    .mapToInt(OrderView.Line::quantity)
                    .sum();
            assertThat(shipped).as(sku).isEqualTo(ordered);
            if (settled) assertThat(shipped).as(sku).isEqualTo(wanted.getOrDefault(sku, 0));
        }
        if (settled) assertThat(view.totalMinor()).isEqualTo(total(walk.last));
    }

    private void assertPaidExactly(OrderView view) {
        var money = all(() -> payments.view(view.id().value()));
        assertThat(money.captured().minor() - money.refunded().minor())
                .as("captured less refunded")
                .isEqualTo(view.totalMinor());
        assertThat(money.owed().minor()).isZero();
        assertThat(money.available().minor()).isZero();
    }

    private void assertNoStockIsLost(OrderView view) {
        for (var sku : SKUS) {
            int shipped = view.lines().stream()
                    .flatMap(line -> line.units().stream())
                    .filter(units -> units.sku().equals(sku))
                    .mapToInt(OrderView.Units::shipped)
                    .sum();
            var level = all(() -> stock.level(requireNonNull(items.get(sku))));
            assertThat(level.onHand()).as(sku).isEqualTo(STOCK - shipped);
            assertThat(level.available()).as(sku).isEqualTo(STOCK - shipped);
        }
    }
}
