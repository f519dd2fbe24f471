package wharf.fulfilment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.catalog.ItemInstruction;
import wharf.catalog.NewItem;
import wharf.geography.Address;
import wharf.inventory.Adjustment;
import wharf.inventory.Condition;
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
import wharf.packing.CloseParcel;
import wharf.packing.PackStation;
import wharf.packing.Scan;
import wharf.payment.Payments;
import wharf.platform.Decisions;
import wharf.platform.Facts;
import wharf.platform.WorkEngine;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;
import wharf.shipping.ScanOut;
import wharf.testing.Core;
import wharf.testing.Floor;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;
import wharf.warehouse.SiteService;
import wharf.warehouse.WorkCalendars;

/** An order from placed to shipped and captured, and what can happen to it on the way. */
@Core
@WharfTest
class JourneyTest {
    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    Orders orders;

    @Autowired
    Fulfilments fulfilments;

    @Autowired
    OrderCare care;

    @Autowired
    Stock stock;

    @Autowired
    Holds holds;

    @Autowired
    WorkCalendars calendars;

    @Autowired
    Payments payments;

    @Autowired
    Decisions decisions;

    @Autowired
    Facts facts;

    @Autowired
    WorkEngine engine;

    @Autowired
    Floor floor;

    @Autowired
    ScanOut scanOut;

    @Autowired
    PackStation station;

    @Autowired
    Parcels parcels;

    @Autowired
    JdbcClient jdbc;

    MerchantId merchant;
    WarehouseId florida;
    WarehouseId arizona;
    ItemId mug;
    PlaceRef floridaBin;
    PlaceRef arizonaBin;

    @BeforeEach
    void twoSitesWithMugs() {
        merchant = scenery.merchant();
        florida = scenery.site(false);
        arizona = scenery.site(true);
        floridaBin = scenery.bin(florida, "A-01");
        arizonaBin = scenery.bin(arizona, "A-01");
        mug = scenery.item(merchant, "MUG");
        scenery.receive(merchant, mug, floridaBin, 10);
        scenery.receive(merchant, mug, arizonaBin, 10);
    }

    @Test
    void anOrderIsRoutedToTheNearestSitePickedPackedShippedAndCaptured() {
        var id = placed(card(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2), "tok_ok"));
        engine.drain();

        assertThat(state(id)).isEqualTo(OrderState.IN_FULFILMENT);
        var fulfilment = all(() -> fulfilments.of(id)).getFirst();
        assertThat(fulfilment.site()).isEqualTo(florida);
        assertThat(fulfilment.state()).isEqualTo(FulfilmentState.RELEASED);
        assertThat(all(() -> decisions.about(id.value())))
                .extracting(decision -> decision.kind())
                .contains("warehouse");

        floor.work(florida);

        assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
        var money = all(() -> payments.view(id.value()));
        assertThat(money.captured().minor()).isEqualTo(2500);
        assertThat(money.available().minor()).isZero();
        assertThat(all(() -> facts.timeline(id.value(), 0, 100)))
                .extracting(Facts.Entry::type)
                .contains(
                        "order.received",
                        "order.accepted",
                        "fulfilment.planned",
                        "fulfilment.released",
                        "fulfilment.picked",
                        "fulfilment.packed",
                        "fulfilment.shipped",
                        "order.shipped");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void whatNoSiteHasAloneIsSplit() {
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 14));
        engine.drain();

        assertThat(all(() -> fulfilments.of(id)))
                .extracting(FulfilmentView::site)
                .containsExactlyInAnyOrder(florida, arizona);

        floor.work(florida);
        assertThat(state(id)).isEqualTo(OrderState.PARTIALLY_SHIPPED);
        floor.work(arizona);
        assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aDeclinedCardStopsTheOrderBeforeAnyWarehouseHearsOfIt() {
        var id = placed(card(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1), "tok_decline"));
        engine.drain();

        assertThat(state(id)).isEqualTo(OrderState.AWAITING_PAYMENT);
        assertThat(all(() -> fulfilments.of(id))).isEmpty();
        assertThat(scenery.broken()).isEmpty();

        var hold = all(() -> holds.of(id)).getFirst();
        assertThatThrownBy(() -> all(() -> lift(id, hold)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Give another means of payment");
        assertThat(all(() -> holds.of(id)).getFirst().isOpen()).isTrue();

        all(() -> care.cancel(id, null, "shopper gave up"));
        engine.drain();
        assertThat(state(id)).isEqualTo(OrderState.CANCELLED);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void anUnpaidOrderThatNothingHoldsIsReported() {
        var id = placed(card(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1), "tok_decline"));
        engine.drain();

        scenery.inTransaction(
                () -> holds.lift(List.of(all(() -> holds.of(id)).getFirst().id()), "lost"));

        assertThat(scenery.broken())
                .anyMatch(broken -> broken.startsWith("no-order-is-forgotten") && broken.contains("" + id));
        all(() -> care.cancel(id, null, "shopper gave up"));
        engine.drain();
        assertThat(scenery.broken()).isEmpty();
    }

    private boolean lift(OrderId id, Hold hold) {
        care.lift(id, hold.id());
        return true;
    }

    @Test
    void anOrderForAServiceThatNoSiteWithItsUnitsOffersSaysSo() {
        for (var site : List.of(florida, arizona))
            all(() -> {
                calendars.offer(site, new SiteService("GROUND", 0, Map.of(DayOfWeek.MONDAY, LocalTime.of(17, 0))));
                return true;
            });
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2)
                .with()
                .service("WARP")
                .build());
        engine.drain();

        assertThat(all(() -> decisions.about(id.value())))
                .extracting(decision -> decision.reason())
                .containsExactly("No site that has units of it offers the service WARP."
                        + " Choose another service for the order, or let a site offer it.");
        all(() -> care.expedite(id, now -> now.by("GROUND")));
        engine.drain();
        assertThat(all(() -> fulfilments.of(id))).hasSize(1);
    }

    @Test
    void aShortPickIsRoutedAnewToTheOtherSite() {
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2));
        engine.drain();

        floor.pickShort(florida, 2);
        engine.drain();

        var sites = all(() -> fulfilments.of(id));
        assertThat(sites)
                .extracting(FulfilmentView::state)
                .contains(FulfilmentState.CANCELLED, FulfilmentState.RELEASED);
        floor.work(florida);
        floor.work(arizona);
        assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void anOrderCancelledAfterThePickIsPutBackAndItsMoneyGivenUp() {
        var id = placed(card(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2), "tok_ok"));
        engine.drain();
        floor.pick(florida);

        var cancellation = all(() -> care.cancel(id, null, "changed her mind"));
        engine.drain();

        assertThat(cancellation.toPutBack()).isEqualTo(2);
        assertThat(cancellation.dueAfter()).isZero();
        assertThat(state(id)).isEqualTo(OrderState.CANCELLED);
        assertThat(all(() -> payments.view(id.value())).label()).isEqualTo("VOIDED");
        floor.putBack(florida);
        assertThat(all(() -> orders.find(id))
                        .orElseThrow()
                        .lines()
                        .getFirst()
                        .units()
                        .getFirst()
                        .cancelled())
                .isEqualTo(2);
        assertThat(scenery.broken()).isEmpty();

        var next = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 20));
        engine.drain();
        floor.work(florida);
        floor.work(arizona);
        assertThat(state(next)).isEqualTo(OrderState.SHIPPED);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void partOfAnOrderCanBeCancelledAndTheRestIsCapturedExactly() {
        var id = placed(card(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 3), "tok_ok"));
        engine.drain();

        all(() -> care.cancel(id, List.of(new OrderCare.LineCancel(1, 1)), "one too many"));
        engine.drain();
        floor.work(florida);

        assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
        assertThat(all(() -> payments.view(id.value())).captured().minor()).isEqualTo(2500);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aLabelledParcelOfACancelledOrderIsVoidedAndCannotLeave() {
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1));
        engine.drain();
        floor.pick(florida);
        var tracking = floor.pack(florida);

        all(() -> care.cancel(id, null, "fraud"));
        engine.drain();

        assertThat(all(() -> scanOut.scan(florida, tracking.getFirst())))
                .isInstanceOf(wharf.shipping.ScanResult.Refused.class);
        floor.putBack(florida);
        assertThat(state(id)).isEqualTo(OrderState.CANCELLED);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void whatHasLeftCannotBeCancelled() {
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1));
        engine.drain();
        floor.work(florida);

        assertThatThrownBy(() -> all(() -> care.cancel(id, null, "too late")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("return");
    }

    @Test
    void anAddressChangedBeforeTheReleaseRoutesTheOrderAnew() {
        scenery.releaseByHand(florida);
        scenery.releaseByHand(arizona);
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1));
        engine.drain();
        assertThat(all(() -> fulfilments.of(id)).getFirst().site()).isEqualTo(florida);

        all(() -> care.readdress(id, Scenery.tucson()));
        engine.drain();

        assertThat(all(() -> fulfilments.of(id)))
                .filteredOn(f -> f.state() == FulfilmentState.PLANNED)
                .singleElement()
                .extracting(FulfilmentView::site)
                .isEqualTo(arizona);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void anAddressChangedAfterTheLabelGetsANewLabel() {
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1));
        engine.drain();
        floor.pick(florida);
        var first = floor.pack(florida);

        var change = all(() -> care.readdress(id, Scenery.tucson()));
        engine.drain();

        assertThat(change.relabelled()).isEqualTo(1);
        assertThat(all(() -> scanOut.scan(florida, first.getFirst())))
                .isInstanceOf(wharf.shipping.ScanResult.Refused.class);
        floor.scanOut(florida);
        assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void backorderedUnitsShipWhenStockArrives() {
        var id = placed(order(merchant, NewOrder.Shortage.BACKORDER, "MUG", 25));
        engine.drain();
        floor.work(florida);
        floor.work(arizona);
        assertThat(state(id)).isEqualTo(OrderState.PARTIALLY_SHIPPED);

        scenery.receive(merchant, mug, floridaBin, 5);
        engine.drain();
        floor.work(florida);

        assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void anInstructionOfTheItemHasToBeAcknowledgedBeforeTheParcelCloses() {
        scenery.items(
                merchant,
                NewItem.physical("VASE", "Vase", 900, 150, 150, 300)
                        .withInstruction(new ItemInstruction(ItemInstruction.Type.ACKNOWLEDGE, "Wrap twice.")));
        scenery.receive(merchant, scenery.idOf(merchant, "VASE"), floridaBin, 2);
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "VASE", 1));
        engine.drain();
        floor.pick(florida);

        assertThatThrownBy(() -> floor.packWithoutAcknowledging(florida)).isInstanceOf(Refusal.class);
        floor.pack(florida);

        assertThat(all(() -> facts.timeline(id.value(), 0, 100)))
                .extracting(Facts.Entry::type)
                .contains("instruction.acknowledged");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void anAddressThatNoLabelCanShowIsAskedAboutBeforeTheFloorHearsOfTheOrder() {
        var plain = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1);
        var id = placed(plain.with().shipTo(named(plain.shipTo(), "王小明")).build());
        engine.drain();

        assertThat(all(() -> holds.of(id)))
                .singleElement()
                .satisfies(hold -> assertThat(hold.reason()).contains("王小明", "Latin letters"));
        assertThat(all(() -> fulfilments.of(id)).getFirst().state()).isEqualTo(FulfilmentState.PLANNED);
        all(() -> care.readdress(id, named(plain.shipTo(), "محمد")));
        engine.drain();
        assertThat(all(() -> holds.of(id)).stream().filter(Hold::isOpen)).hasSize(1);

        all(() -> care.readdress(id, named(plain.shipTo(), "Wang Xiaoming")));
        engine.drain();

        assertThat(all(() -> holds.of(id)).stream().filter(Hold::isOpen)).isEmpty();
        floor.work(florida);
        assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
        for (var name : List.of("Ιωάννα", "Иван", "Łukasz", "O’Neill-Müller 2nd"))
            assertThat(all(() -> holds.of(placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1)
                            .with()
                            .shipTo(named(plain.shipTo(), name))
                            .build()))))
                    .as(name)
                    .isEmpty();
    }

    @Test
    void whoeverCorrectsUnitsThatAreBoundIsToldSo() {
        placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 20));
        engine.drain();
        var missing = new Adjustment(merchant, mug, floridaBin.id(), "", Condition.SELLABLE, -1, "counted", Ids.next());

        assertThatThrownBy(() -> all(() -> adjusted(missing)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("bound to orders on the floor");
        assertThat(scenery.broken()).isEmpty();
    }

    private boolean adjusted(Adjustment adjustment) {
        stock.adjust(List.of(adjustment));
        return true;
    }

    private static Address named(@Nullable Address to, String name) {
        var at = requireNonNull(to);
        return new Address(
                name,
                at.company(),
                at.line1(),
                at.line2(),
                at.city(),
                at.region(),
                at.postcode(),
                at.country(),
                at.phone(),
                at.email());
    }

    @Test
    void a_parcel_that_leaves_takes_the_units_of_its_own_carton() {
        var jam = scenery.item(merchant, "JAM");
        scenery.receive(merchant, jam, floridaBin, "LOT-A", LocalDate.of(2040, 1, 1), 1);
        scenery.receive(merchant, jam, floridaBin, "LOT-B", LocalDate.of(2041, 1, 1), 1);
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "JAM", 2));
        engine.drain();
        var tote = floor.pick(florida).getFirst();
        var session = all(() -> station.open(florida, tote)).id();
        var first = parcelOfOne(session, "JAM");
        var second = parcelOfOne(session, "JAM");
        engine.drain();

        all(() -> scanOut.scan(florida, tracking(second)));

        assertThat(inCarton(first)).isEqualTo(1);
        assertThat(inCarton(second)).isZero();
        assertThat(lotsShipped(jam)).containsExactly(lot(second));

        floor.scanOut(florida);
        assertThat(inCarton(first)).isZero();
        assertThat(lotsShipped(jam)).containsExactly(lot(second), lot(first));
        assertThat(state(id)).isEqualTo(OrderState.SHIPPED);
        assertThat(scenery.broken()).isEmpty();
    }

    private ParcelId parcelOfOne(UUID session, String sku) {
        all(() -> station.scan(session, new Scan(Ids.next().toString(), sku, 1, null)));
        var carton = scenery.largestCarton();
        int grams = all(() -> station.view(session)).expectedGramsInCarton() + carton.emptyGrams();
        return all(() -> station.closeParcel(
                        session, new CloseParcel(Ids.next().toString(), carton.code(), grams, "simulated scale", null)))
                .parcel();
    }

    private ParcelView parcel(ParcelId id) {
        return all(() -> parcels.find(id)).orElseThrow();
    }

    private String tracking(ParcelId id) {
        return requireNonNull(requireNonNull(parcel(id).label()).tracking());
    }

    private @Nullable String lot(ParcelId id) {
        return parcel(id).lines().getFirst().lot();
    }

    private List<String> lotsShipped(ItemId item) {
        return scenery.inTransaction(
                () -> jdbc.sql("select lot from movement where item_id = :item and reason = 'shipped' order by id")
                        .param("item", item.value())
                        .query(String.class)
                        .list());
    }

    private long inCarton(ParcelId id) {
        return scenery.inTransaction(
                () -> jdbc.sql("""
                        select coalesce(sum(b.quantity), 0)
                        from parcel p
                        join balance b on b.place_id = p.container_id
                        where p.id = :id
                        """).param("id", id.value()).query(Long.class).single());
    }

    private OrderId placed(NewOrder order) {
        var result = all(() -> intake.take(List.of(order))).getFirst();
        return ((IntakeResult.Accepted) result).id();
    }

    private OrderState state(OrderId id) {
        return all(() -> orders.find(id)).map(OrderView::state).orElseThrow();
    }

    private static NewOrder card(NewOrder order, String token) {
        long total = requireNonNull(order.lines()).stream()
                        .mapToLong(line -> requireNonNull(line.quantity()) * requireNonNull(line.unitPriceMinor()))
                        .sum()
                + 500;
        return order.paying(List.of(new NewOrder.Tender("CARD", false, total, token)));
    }
}
