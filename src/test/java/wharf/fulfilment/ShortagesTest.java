package wharf.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.inventory.Condition;
import wharf.inventory.Move;
import wharf.inventory.PlaceRef;
import wharf.inventory.Stock;
import wharf.merchant.Merchants;
import wharf.merchant.NewMerchant;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.picking.CountTasks;
import wharf.platform.Facts;
import wharf.platform.WorkEngine;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;
import wharf.testing.Floor;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** A picker comes up short: other bin, other site, or backorder; nobody is sent to the empty bin again, and nobody waits for nothing. */
@WharfTest
class ShortagesTest {
    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    Orders orders;

    @Autowired
    Fulfilments fulfilments;

    @Autowired
    Unroutable unroutable;

    @Autowired
    Facts facts;

    @Autowired
    WorkEngine engine;

    @Autowired
    Floor floor;

    @Autowired
    Stock stock;

    @Autowired
    CountTasks counts;

    @Autowired
    Merchants merchants;

    MerchantId merchant;
    WarehouseId florida;
    WarehouseId arizona;
    PlaceRef first;
    PlaceRef second;
    PlaceRef west;
    ItemId mug;

    @BeforeEach
    void twoSites() {
        merchant = scenery.merchant();
        florida = scenery.site(false);
        arizona = scenery.site(true);
        first = scenery.bin(florida, "A-01");
        second = scenery.bin(florida, "A-02");
        west = scenery.bin(arizona, "A-01");
        mug = scenery.item(merchant, "MUG");
    }

    @Test
    void theCartGoesOnToAnotherBinOfTheSiteAndTheOrderLeavesInOneParcel() {
        scenery.receive(merchant, mug, first, 10);
        scenery.receive(merchant, mug, second, 10);
        scenery.receive(merchant, mug, west, 10);
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 3));

        floor.pickShort(florida, 3);
        engine.drain();
        floor.work(florida);

        assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
        assertThat(all(() -> fulfilments.of(id))).hasSize(1);
        assertThat(happened(id))
                .contains("fulfilment.short", "fulfilment.other_bin")
                .doesNotContain("order.backordered");
        assertThat(inBin(first, Condition.SELLABLE)).isZero();
        assertThat(inBin(first, Condition.QUARANTINED)).isEqualTo(7);
        assertThat(inBin(second, Condition.SELLABLE)).isEqualTo(7);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void nobodyIsSentToTheEmptyBinAgainUntilItIsCountedAndThenItSellsAgain() {
        scenery.receive(merchant, mug, first, 10);
        scenery.receive(merchant, mug, west, 10);
        placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1));
        floor.pickShort(florida, 1);
        engine.drain();

        var next = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2));

        assertThat(all(() -> fulfilments.of(next)))
                .singleElement()
                .extracting(FulfilmentView::site)
                .isEqualTo(arizona);
        var task = all(() -> counts.open(florida, false, null, 10)).getFirst();
        assertThat(task.expected()).isEqualTo(9);
        all(() -> counts.count(task.id(), 4));
        assertThat(inBin(first, Condition.SELLABLE)).isEqualTo(4);
        assertThat(inBin(first, Condition.QUARANTINED)).isZero();
        assertThat(all(() -> counts.open(florida, false, null, 10))).isEmpty();
        var last = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 4));
        assertThat(all(() -> fulfilments.of(last)))
                .singleElement()
                .extracting(FulfilmentView::site)
                .isEqualTo(florida);
        finish(florida, arizona);
    }

    @Test
    void whatTheSiteHasNotIsShippedByAnotherSiteAtOnce() {
        scenery.receive(merchant, mug, first, 2);
        scenery.receive(merchant, mug, west, 10);
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2));

        floor.pickShort(florida, 1);
        engine.drain();

        assertThat(all(() -> fulfilments.of(id)))
                .filteredOn(f -> !f.state().isFinal())
                .extracting(FulfilmentView::site, FulfilmentView::state)
                .contains(org.assertj.core.groups.Tuple.tuple(arizona, FulfilmentState.RELEASED));
        finish(florida, arizona);
        assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
    }

    @Test
    void whatNobodyHasIsBackorderedWithItsReasonAndGoesOnWithTheNextReceipt() {
        scenery.receive(merchant, mug, first, 2);
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2));

        floor.pickShort(florida, 1);
        engine.drain();
        finish(florida, arizona);

        assertThat(state(id)).isEqualTo(OrderState.PARTIALLY_SHIPPED);
        assertThat(backordered(id)).isEqualTo(1);
        assertThat(all(() -> facts.timeline(id.value(), 0, 200)))
                .filteredOn(fact -> fact.type().equals("order.backordered"))
                .singleElement()
                .extracting(Facts.Entry::reason)
                .isEqualTo("No other bin of the site has them.");
        scenery.receive(merchant, mug, second, 1);
        engine.drain();
        finish(florida, arizona);
        assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
        assertThat(happened(id)).contains("order.stock_found");
    }

    @Test
    void anOrderThatShipsCompleteIsTakenOffTheFloorAndLeavesWholeLater() {
        merchant = shipsComplete();
        mug = scenery.item(merchant, "MUG");
        var vase = scenery.item(merchant, "VASE");
        scenery.receive(merchant, mug, first, 2);
        scenery.receive(merchant, vase, second, 2);
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1, "VASE", 1));

        floor.pickShort(florida, 1);
        floor.pick(florida);
        engine.drain();

        assertThat(all(() -> fulfilments.of(id))).allMatch(f -> f.state() == FulfilmentState.CANCELLED);
        floor.putBack(florida);
        finish(florida, arizona);
        assertThat(state(id)).isEqualTo(OrderState.ACCEPTED);
        scenery.receive(merchant, mug, second, 1);
        engine.drain();
        assertThat(all(() -> fulfilments.of(id)))
                .filteredOn(f -> !f.state().isFinal())
                .hasSize(1);
        finish(florida, arizona);
        assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
    }

    @Test
    void anOrderThatShipsCompleteMovesWholeToTheSiteThatHasAllOfIt() {
        merchant = shipsComplete();
        mug = scenery.item(merchant, "MUG");
        scenery.receive(merchant, mug, first, 3);
        scenery.receive(merchant, mug, west, 3);
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 3));

        floor.pickShort(florida, 1);
        engine.drain();

        assertThat(all(() -> fulfilments.of(id)))
                .filteredOn(f -> !f.state().isFinal())
                .singleElement()
                .matches(f -> f.site().equals(arizona) && f.lines().getFirst().open() == 3);
        finish(florida, arizona);
        assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
    }

    @Test
    void anOrderThatMayShipInPartsSendsWhatItHas() {
        var vase = scenery.item(merchant, "VASE");
        scenery.receive(merchant, mug, first, 1);
        scenery.receive(merchant, vase, second, 1);
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1, "VASE", 1));

        floor.pickShort(florida, 1);
        engine.drain();
        finish(florida, arizona);

        assertThat(state(id)).isEqualTo(OrderState.PARTIALLY_SHIPPED);
        assertThat(backordered(id)).isEqualTo(1);
    }

    @Test
    void whatLiesInReserveIsShippedByTheSiteThatHasItInABin() {
        var reserve = scenery.reserveBin(florida, "R-01");
        scenery.receive(merchant, mug, reserve, 5);
        scenery.receive(merchant, mug, west, 5);

        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2));

        assertThat(all(() -> fulfilments.of(id)))
                .singleElement()
                .extracting(FulfilmentView::site)
                .isEqualTo(arizona);
        finish(florida, arizona);
    }

    @Test
    void binsThatEmptiedBeforeTheReleaseMakeTheOrderGoElsewhereAtOnce() {
        scenery.releaseByHand(florida);
        var reserve = scenery.reserveBin(florida, "R-01");
        scenery.receive(merchant, mug, first, 5);
        scenery.receive(merchant, mug, west, 5);
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2));
        assertThat(all(() -> fulfilments.of(id)).getFirst().site()).isEqualTo(florida);
        move(first, reserve, 5);

        all(() -> releases.releaseAll(florida, wharf.picking.Wave.Mode.WAVE));
        engine.drain();

        assertThat(all(() -> fulfilments.of(id)))
                .extracting(FulfilmentView::site, FulfilmentView::state)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(florida, FulfilmentState.CANCELLED),
                        org.assertj.core.groups.Tuple.tuple(arizona, FulfilmentState.RELEASED));
        assertThat(all(() -> orders.find(id)).orElseThrow().openHolds()).isZero();
        finish(florida, arizona);
    }

    @Test
    void whatNoPickableBinHasIsListedWithItsReasonAndGoesOnByItselfOnceABinHasIt() {
        var reserve = scenery.reserveBin(florida, "R-01");
        scenery.receive(merchant, mug, reserve, 2);
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2));

        assertThat(state(id)).isEqualTo(OrderState.ACCEPTED);
        assertThat(all(() -> unroutable.list(500)))
                .filteredOn(waiting -> waiting.orderId().equals(id.value()))
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.reason()).startsWith("2 units are in stock"));

        move(reserve, first, 2);
        engine.drain();
        finish(florida, arizona);

        assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
    }

    @Autowired
    Releases releases;

    private void move(PlaceRef from, PlaceRef to, int quantity) {
        var move = new Move(
                merchant,
                mug,
                "",
                from.id(),
                Condition.SELLABLE,
                to.id(),
                Condition.SELLABLE,
                quantity,
                "replenish",
                Ids.next());
        all(() -> {
            stock.move(List.of(move));
            return true;
        });
    }

    private MerchantId shipsComplete() {
        var code = Scenery.unique("m");
        return all(() -> merchants.create(
                new NewMerchant(code, "Complete " + code, "USD", "shop@example.com", null, null, true, null)));
    }

    private OrderId placed(NewOrder order) {
        var result = all(() -> intake.take(List.of(order))).getFirst();
        engine.drain();
        return ((IntakeResult.Accepted) result).id();
    }

    private void finish(WarehouseId... sites) {
        for (var site : sites) floor.work(site);
        assertThat(scenery.broken()).isEmpty();
    }

    private OrderState state(OrderId id) {
        return all(() -> orders.find(id)).map(OrderView::state).orElseThrow();
    }

    private int backordered(OrderId id) {
        return all(() -> orders.find(id)).orElseThrow().lines().stream()
                .flatMap(line -> line.units().stream())
                .mapToInt(OrderView.Units::backordered)
                .sum();
    }

    private List<String> happened(OrderId id) {
        return all(() -> facts.timeline(id.value(), 0, 200)).stream()
                .map(Facts.Entry::type)
                .toList();
    }

    private long inBin(PlaceRef bin, Condition condition) {
        return all(() -> stock.places(mug)).stream()
                .filter(there -> there.place().equals(bin.code())
                        && there.condition().equals(condition.name())
                        && Objects.equals(there.warehouse(), code(bin)))
                .mapToLong(Stock.InPlace::quantity)
                .sum();
    }

    private String code(PlaceRef bin) {
        return scenery.inTransaction(
                () -> warehouses.get(Objects.requireNonNull(bin.warehouse())).code());
    }

    @Autowired
    wharf.warehouse.Warehouses warehouses;
}
