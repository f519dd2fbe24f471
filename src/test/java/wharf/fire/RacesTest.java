package wharf.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;
import wharf.endpoints.Api;
import wharf.fulfilment.FulfilmentState;
import wharf.fulfilment.FulfilmentView;
import wharf.fulfilment.Fulfilments;
import wharf.fulfilment.OrderCare;
import wharf.fulfilment.Releases;
import wharf.identity.ApiTokens;
import wharf.identity.NewApiToken;
import wharf.inventory.Adjustment;
import wharf.inventory.Condition;
import wharf.inventory.PlaceRef;
import wharf.inventory.Stock;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.OrderRevisions;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.packing.CloseParcel;
import wharf.packing.PackStation;
import wharf.packing.Scan;
import wharf.payment.Payments;
import wharf.picking.Wave;
import wharf.platform.WorkEngine;
import wharf.printing.NewPrinter;
import wharf.printing.Printers;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;
import wharf.shipping.ScanOut;
import wharf.shipping.ScanResult;
import wharf.testing.Core;
import wharf.testing.Floor;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/**
 * People and programs reach for the same order or the same units at the same instant. One wins, the other is told so in words; nobody sees a
 * deadlock, nothing is sold twice, and every invariant holds afterwards. (Bundles that share a component: {@code IntakeTest}; fifty pickers:
 * {@code PickRacesTest}.)
 */
@Core
@WharfTest
class RacesTest {
    private static final int ROUNDS = 8;
    private static final int REVISED_ROUNDS = 4;

    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    wharf.order.Orders orders;

    @Autowired
    OrderRevisions revisions;

    @Autowired
    Fulfilments fulfilments;

    @Autowired
    Releases releases;

    @Autowired
    OrderCare care;

    @Autowired
    Payments payments;

    @Autowired
    PackStation station;

    @Autowired
    Parcels parcels;

    @Autowired
    ScanOut scanOut;

    @Autowired
    Stock stock;

    @Autowired
    WorkEngine engine;

    @Autowired
    Floor floor;

    @Autowired
    Printers printers;

    @Autowired
    ApiTokens tokens;

    @Autowired
    JsonMapper json;

    @LocalServerPort
    int port;

    MerchantId merchant;
    WarehouseId site;
    PlaceRef bin;
    ItemId mug;

    @BeforeEach
    void aSiteThatSellsMugs() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        bin = scenery.bin(site, "A-01");
        mug = scenery.item(merchant, "MUG");
        all(() -> printers.add(NewPrinter.simulated(site, "Labels")));
    }

    @AfterEach
    void everyInvariantHolds() {
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void theLastUnitsGoToAsManyOfFortyBuyersAsThereAreUnits() {
        scenery.receive(merchant, mug, bin, 5);
        var token = all(() -> tokens.issue(new NewApiToken("races", List.of("orders:write"), null, null)))
                .secret();
        var shop = Api.program(port, token);

        var answers = Race.of(times(40, () -> {
            var body = json.writeValueAsString(
                    Map.of("orders", List.of(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1))));
            return untilThereIsTime(
                    () -> shop.send("POST", "/api/v1/orders", body).statusCode());
        }));

        assertThat(answers)
                .extracting(Race.Outcome::get)
                .filteredOn(status -> status == 201)
                .hasSize(5);
        assertThat(answers)
                .extracting(Race.Outcome::get)
                .filteredOn(status -> status == 409)
                .hasSize(35);
        assertThat(all(() -> stock.level(mug)).available()).isZero();
    }

    @Test
    void twoNodesShareTheWorkAndDoNoneOfItTwice() {
        scenery.receive(merchant, mug, bin, 60);
        var placed = new ArrayList<OrderId>();
        for (int i = 0; i < 30; i++) placed.add(placed(Orders.byCard(mugs(2), "tok_ok")));

        Race.between(this::drain, this::drain, this::drain);
        engine.drain();

        for (var id : placed) {
            assertThat(state(id)).isEqualTo(OrderState.IN_FULFILMENT);
            assertThat(all(() -> fulfilments.of(id))).hasSize(1);
            assertThat(all(() -> payments.view(id.value())).authorised().minor())
                    .isEqualTo(2500);
        }
    }

    @RepeatedTest(ROUNDS)
    void anOrderCancelledWhileItIsReleasedIsCancelled() {
        scenery.releaseByHand(site);
        scenery.receive(merchant, mug, bin, 4);
        var id = placed(mugs(2));
        engine.drain();

        var outcomes =
                Race.between(() -> all(() -> releases.releaseAll(site, Wave.Mode.WAVE)), () -> all(() -> cancel(id)));

        assertThat(outcomes).noneMatch(Race.Outcome::isRefused);
        engine.drain();
        assertCancelledAndFree(id, 4);
    }

    @RepeatedTest(ROUNDS)
    void anOrderCancelledWhileItIsPickedIsCancelledAndWhatWasPickedGoesBack() {
        scenery.receive(merchant, mug, bin, 4);
        var id = placed(mugs(2));
        engine.drain();

        Race.between(() -> floor.pick(site), () -> all(() -> cancel(id)));
        engine.drain();

        floor.putBack(site);
        assertCancelledAndFree(id, 4);
    }

    @RepeatedTest(ROUNDS)
    void anOrderCancelledWhileItsParcelIsClosedIsCancelledAndNoParcelLeaves() {
        scenery.receive(merchant, mug, bin, 4);
        var id = placed(mugs(2));
        engine.drain();
        var tote = floor.pick(site).getFirst();
        var session = all(() -> station.open(site, tote)).id();
        all(() -> station.scan(session, new Scan("all", "MUG", 2, null)));

        var outcomes = Race.between(() -> all(() -> close(session)), () -> all(() -> cancel(id)));
        engine.drain();

        assertThat(outcomes.get(1).isRefused()).isFalse();
        assertThat(floor.labelled(site)).isEmpty();
        floor.putBack(site);
        assertCancelledAndFree(id, 4);
    }

    @RepeatedTest(ROUNDS)
    void aParcelScannedOutWhileItsOrderIsCancelledEitherLeavesOrIsStopped() {
        scenery.receive(merchant, mug, bin, 4);
        var id = placed(mugs(2));
        engine.drain();
        floor.pick(site);
        var tracking = floor.pack(site).getFirst();

        var outcomes = Race.between(() -> all(() -> scanOut.scan(site, tracking)), () -> all(() -> cancel(id)));
        engine.drain();

        boolean left = outcomes.getFirst().get() instanceof ScanResult.Shipped;
        assertThat(outcomes.get(1).isRefused()).isEqualTo(left);
        if (left) {
            assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
        } else {
            floor.putBack(site);
            assertCancelledAndFree(id, 4);
        }
    }

    @RepeatedTest(ROUNDS)
    void anAddressChangedWhileTheLabelIsBoughtIsOnTheLabelThatLeaves() {
        scenery.receive(merchant, mug, bin, 2);
        var id = placed(mugs(1));
        engine.drain();
        var tote = floor.pick(site).getFirst();
        var session = all(() -> station.open(site, tote)).id();
        all(() -> station.scan(session, Scan.of("one", "MUG")));
        all(() -> close(session));

        var outcomes = Race.between(this::drain, () -> all(() -> care.readdress(id, Scenery.tucson())));
        engine.drain();

        assertThat(outcomes.get(1).isRefused()).isFalse();
        assertThat(floor.labelled(site)).hasSize(1);
        assertThat(parcelsOf(id))
                .singleElement()
                .satisfies(parcel -> assertThat(parcel.shipTo().city()).isEqualTo("Tucson"));
        floor.scanOut(site);
        assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
    }

    @RepeatedTest(REVISED_ROUNDS)
    void anOrderRevisedWhileItIsPickedShipsWhatTheRevisionSays() {
        scenery.receive(merchant, mug, bin, 6);
        var first = mugs(4);
        var id = placed(first);
        engine.drain();
        take(revision(first, 1, 2));

        Race.between(() -> floor.pick(site), this::drain);
        engine.drain();

        floor.putBack(site);
        floor.work(site);
        floor.putBack(site);
        assertThat(shipped(id)).isEqualTo(2);
        assertThat(all(() -> stock.level(mug)).available()).isEqualTo(4);
    }

    @RepeatedTest(REVISED_ROUNDS)
    void anOrderRevisedWhileItsParcelIsScannedOutLeavesAsTheRevisionSaysOrAPersonIsTold() {
        scenery.receive(merchant, mug, bin, 6);
        var first = mugs(3);
        var id = placed(first);
        engine.drain();
        floor.pick(site);
        var tracking = floor.pack(site).getFirst();
        take(revision(first, 1, 1));

        var outcomes = Race.between(() -> all(() -> scanOut.scan(site, tracking)), this::drain);
        engine.drain();

        boolean left = outcomes.getFirst().get() instanceof ScanResult.Shipped;
        assertThat(all(() -> orders.find(id)).orElseThrow().openHolds()).isEqualTo(left ? 1 : 0);
        floor.putBack(site);
        floor.work(site);
        assertThat(shipped(id)).isEqualTo(left ? 3 : 1);
        assertThat(all(() -> payments.view(id.value())).captured().minor()).isEqualTo(left ? 3500 : 1500);
    }

    @RepeatedTest(REVISED_ROUNDS)
    void anOrderRevisedWhileItIsCancelledIsCancelled() {
        scenery.receive(merchant, mug, bin, 6);
        var first = mugs(2);
        var id = placed(first);
        engine.drain();
        take(revision(first, 1, 4));

        var outcomes = Race.between(() -> all(() -> cancel(id)), this::drain);
        engine.drain();

        assertThat(outcomes).noneMatch(Race.Outcome::isRefused);
        assertCancelledAndFree(id, 6);
    }

    @RepeatedTest(REVISED_ROUNDS)
    void ofRevisionsThatComeAtOnceTheHighestIsAppliedAndEachAtMostOnce() {
        scenery.receive(merchant, mug, bin, 30);
        var first = Orders.byCard(mugs(1), "tok_ok");
        var id = placed(first);
        engine.drain();
        List<Callable<Object>> racers = new ArrayList<>();
        for (int revision = 1; revision <= 6; revision++) {
            var later = paid(revision(first, revision, 1 + revision));
            racers.add(() -> intake(later));
            racers.add(this::drain);
        }

        Race.of(racers);
        engine.drain();

        var order = all(() -> orders.find(id)).orElseThrow();
        assertThat(order.revision()).isEqualTo(6);
        assertThat(order.lines().getFirst().quantity()).isEqualTo(7);
        assertThat(all(() -> revisions.decided(id)))
                .extracting(OrderRevisions.Decided::revision)
                .doesNotHaveDuplicates();
        floor.work(site);
        floor.work(site);
        assertThat(shipped(id)).isEqualTo(7);
        assertThat(all(() -> payments.view(id.value())).captured().minor()).isEqualTo(7500);
    }

    private Object intake(NewOrder order) {
        return take(order);
    }

    private IntakeResult take(NewOrder order) {
        return all(() -> intake.take(List.of(order))).getFirst();
    }

    private static NewOrder revision(NewOrder first, int revision, int mugs) {
        return first.revised(revision, List.of(new NewOrder.Line("MUG", mugs, 1000L, null, null, null, null, null)));
    }

    private static NewOrder paid(NewOrder order) {
        var line = java.util.Objects.requireNonNull(
                java.util.Objects.requireNonNull(order.lines()).getFirst());
        long total = 500 + 1000L * java.util.Objects.requireNonNull(line.quantity());
        return order.paying(List.of(new NewOrder.Tender("CARD", false, total, "tok_ok")));
    }

    private int shipped(OrderId id) {
        return all(() -> orders.find(id)).orElseThrow().lines().stream()
                .flatMap(line -> line.units().stream())
                .mapToInt(OrderView.Units::shipped)
                .sum();
    }

    @RepeatedTest(ROUNDS)
    void aCountThatFindsLessWhileOrdersComeInPromisesNoUnitTwice() {
        scenery.receive(merchant, mug, bin, 10);
        List<Callable<Object>> racers = times(10, () -> intake.take(List.of(mugs(1))));
        racers.add(() -> all(() -> count(-6)));

        Race.of(racers);
        engine.drain();

        var level = all(() -> stock.level(mug));
        assertThat(level.onHand()).isEqualTo(4);
        assertThat(level.available()).isZero();
    }

    @RepeatedTest(ROUNDS)
    void aCountThatFindsLessWhileOrdersAreRoutedLeavesThoseWithoutUnitsWaiting() {
        scenery.receive(merchant, mug, bin, 10);
        var placed = new ArrayList<OrderId>();
        for (int i = 0; i < 5; i++) placed.add(placed(mugs(2)));

        var outcomes = Race.between(this::drain, () -> all(() -> count(-3)), this::drain, () -> all(() -> count(-1)));
        engine.drain();

        // A count that comes when the units are bound to a pick already is refused: the picker will report them short.
        int missing = (outcomes.get(1).isRefused() ? 0 : 3) + (outcomes.get(3).isRefused() ? 0 : 1);
        assertThat(placed.stream().mapToInt(this::backordered).sum()).isEqualTo(missing);
        assertThat(all(() -> stock.level(mug)).onHand()).isEqualTo(10 - missing);
        floor.work(site);
        assertThat(all(() -> stock.level(mug)).onHand()).isZero();
    }

    @RepeatedTest(ROUNDS)
    void stockReceivedWhileBackordersAreFilledReachesAllWhoWait() {
        var placed = new ArrayList<OrderId>();
        for (int i = 0; i < 6; i++) placed.add(placed(order(merchant, NewOrder.Shortage.BACKORDER, "MUG", 2)));
        engine.drain();

        Race.between(
                () -> receive(5),
                () -> receive(4),
                this::drain,
                () -> receive(3),
                this::drain,
                () -> all(() -> cancel(placed.getFirst())));
        engine.drain();

        assertThat(placed.stream().mapToInt(this::backordered).sum()).isZero();
        floor.work(site);
        assertThat(placed.stream().skip(1)).allMatch(id -> state(id) == OrderState.SHIPPED);
        assertThat(state(placed.getFirst())).isEqualTo(OrderState.CANCELLED);
        assertThat(all(() -> stock.level(mug)).onHand()).isEqualTo(2);
    }

    private static <T> List<Callable<T>> times(int n, Supplier<T> work) {
        var racers = new ArrayList<Callable<T>>();
        for (int i = 0; i < n; i++) racers.add(() -> all(work));
        return racers;
    }

    /** As a client does that is told to come back. */
    private static int untilThereIsTime(Supplier<Integer> call) {
        int status = call.get();
        for (int tries = 1; tries < 50 && (status == 429 || status == 503); tries++) status = call.get();
        return status;
    }

    private Object drain() {
        return engine.drain();
    }

    private NewOrder mugs(int quantity) {
        return order(merchant, NewOrder.Shortage.REFUSE, "MUG", quantity);
    }

    private OrderId placed(NewOrder order) {
        return ((IntakeResult.Accepted) all(() -> intake.take(List.of(order))).getFirst()).id();
    }

    private OrderCare.Cancellation cancel(OrderId id) {
        return care.cancel(id, null, "changed her mind");
    }

    private Object close(java.util.UUID session) {
        var carton = scenery.largestCarton();
        int grams = station.view(session).expectedGramsInCarton() + carton.emptyGrams();
        return station.closeParcel(session, new CloseParcel("close", carton.code(), grams, "simulated scale", null));
    }

    private Object count(int change) {
        stock.adjust(List.of(
                new Adjustment(merchant, mug, bin.id(), "", Condition.SELLABLE, change, "counted", Ids.next())));
        return change;
    }

    private Object receive(int quantity) {
        scenery.receive(merchant, mug, bin, quantity);
        return quantity;
    }

    private void assertCancelledAndFree(OrderId id, int units) {
        assertThat(state(id)).isEqualTo(OrderState.CANCELLED);
        assertThat(all(() -> fulfilments.of(id)))
                .extracting(FulfilmentView::state)
                .containsOnly(FulfilmentState.CANCELLED);
        assertThat(all(() -> stock.level(mug)).available()).isEqualTo(units);
        assertThat(all(() -> stock.places(mug)).stream()
                        .filter(place -> place.place().equals(bin.code())))
                .singleElement()
                .satisfies(place -> assertThat(place.quantity()).isEqualTo(units));
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

    private List<ParcelView> parcelsOf(OrderId id) {
        return all(() ->
                parcels.of(fulfilments.of(id).stream().map(FulfilmentView::id).toList()));
    }
}
