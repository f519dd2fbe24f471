package wharf.fulfilment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.catalog.NewItem;
import wharf.inventory.PlaceRef;
import wharf.inventory.Stock;
import wharf.order.Amendment;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.Instructions;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.OrderRevisions;
import wharf.order.OrderRevisions.Outcome;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.payment.AttemptKind;
import wharf.payment.AttemptState;
import wharf.payment.PaymentView;
import wharf.payment.Payments;
import wharf.platform.Facts;
import wharf.platform.WorkEngine;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;
import wharf.testing.Floor;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** A channel changes its mind: what becomes of a later revision, at every stage of the order. */
@WharfTest
class RevisionsTest {
    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    Orders orders;

    @Autowired
    OrderRevisions revisions;

    @Autowired
    Fulfilments fulfilments;

    @Autowired
    Instructions instructions;

    @Autowired
    OrderCare care;

    @Autowired
    Payments payments;

    @Autowired
    Holds holds;

    @Autowired
    Facts facts;

    @Autowired
    WorkEngine engine;

    @Autowired
    Floor floor;

    @Autowired
    Stock stock;

    MerchantId merchant;
    WarehouseId site;
    PlaceRef bin;
    ItemId mug;
    ItemId tea;

    @BeforeEach
    void aSiteWithMugsAndTea() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        bin = scenery.bin(site, "A-01");
        mug = scenery.item(merchant, "MUG");
        tea = scenery.item(merchant, "TEA");
        scenery.receive(merchant, mug, bin, 20);
        scenery.receive(merchant, tea, bin, 20);
    }

    @AfterEach
    void everyInvariantHolds() {
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void beforeTheReleaseARevisionIsAppliedInFull() {
        scenery.releaseByHand(site);
        var first = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 3, "TEA", 1);
        var id = placed(first);
        engine.drain();

        var later = first.revised(2, lines("MUG", 1, "VASE", 0, "TEA", 2)).to(Scenery.tucson());
        revise(id, later);

        assertThat(quantities(id)).containsExactly("MUG 1", "TEA 2");
        assertThat(view(id).revision()).isEqualTo(2);
        assertThat(view(id).totalMinor()).isEqualTo(3500);
        assertThat(view(id).shipTo().city()).isEqualTo("Tucson");
        assertThat(all(() -> stock.level(mug)).available()).isEqualTo(19);
        assertThat(all(() -> stock.level(tea)).available()).isEqualTo(18);
        assertThat(outcome(id)).isEqualTo(Outcome.APPLIED);
        assertThat(openHolds(id)).isEmpty();
        assertThat(planned(id))
                .singleElement()
                .satisfies(f -> assertThat(f.lines()).hasSize(2));
        assertThat(types(id)).contains("order.revised", "order.units_added", "order.units_removed", "order.repriced");
        ship(id);
        assertThat(captured(id)).isEqualTo(3500);
    }

    @Test
    void whatCameIsKeptWithWhatBecameOfItAndNoTokenOfAPayment() {
        var first = card(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1), "tok_ok");
        var id = placed(first);
        engine.drain();
        assertThat(all(() -> revisions.history(id))).isEmpty();

        revise(id, card(first.revised(1, lines("MUG", 2)), "tok_ok"));

        var history = all(() -> revisions.history(id));
        assertThat(history)
                .extracting(OrderRevisions.Revision::outcome)
                .containsExactly(Outcome.ORIGINAL, Outcome.APPLIED);
        assertThat(history).extracting(OrderRevisions.Revision::current).containsExactly(false, true);
        assertThat(requireNonNull(history.getLast().content().tenders()).getFirst())
                .extracting(tender -> requireNonNull(tender).instrument())
                .isNull();
        assertThat(history.getLast().decided().getFirst().changes())
                .contains(
                        new Amendment.Change("units", "MUG", "1", "2", null),
                        new Amendment.Change("total", null, "15.00 USD", "25.00 USD", null));
    }

    @Test
    void theHighestRevisionWinsOnceInWhicheverOrderTheyCome() {
        var first = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1);
        var id = placed(first);
        engine.drain();
        var third = first.revised(3, lines("MUG", 4));
        var second = first.revised(2, lines("MUG", 9));

        assertThat(take(third)).isEqualTo(new IntakeResult.Revising(id, view(id).number(), 3));
        assertThat(take(second)).isInstanceOf(IntakeResult.Revising.class);
        engine.drain();
        assertThat(take(third)).isInstanceOf(IntakeResult.Replayed.class);
        assertThat(take(second)).isInstanceOf(IntakeResult.Replayed.class);
        engine.drain();

        assertThat(quantities(id)).containsExactly("MUG 4");
        assertThat(all(() -> revisions.history(id)))
                .extracting(OrderRevisions.Revision::outcome)
                .containsExactly(Outcome.ORIGINAL, Outcome.SUPERSEDED, Outcome.APPLIED);
        assertThat(types(id)).filteredOn(type -> type.equals("order.revised")).hasSize(1);
    }

    @Test
    void oneNumberOfARevisionIsOneContent() {
        var first = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1);
        var id = placed(first);

        assertThat(take(first.revised(1, lines("MUG", 2)))).isInstanceOf(IntakeResult.Revising.class);
        assertThat(take(first.revised(1, lines("MUG", 3)))).isInstanceOf(IntakeResult.Refused.class);
        assertThat(take(first.revised(1, lines("MUG", 2)))).isInstanceOf(IntakeResult.Revising.class);
        engine.drain();
        assertThat(take(first.revised(1, lines("MUG", 3)))).isInstanceOf(IntakeResult.Refused.class);

        assertThat(quantities(id)).containsExactly("MUG 2");
    }

    @Test
    void pickedUnitsThatAreWantedNoLongerGoBackAndWhatComesIsAFurtherFulfilment() {
        var first = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2);
        var id = placed(first);
        engine.drain();
        floor.pick(site);

        revise(id, first.revised(1, lines("MUG", 2, "TEA", 1)));

        assertThat(all(() -> fulfilments.of(id)))
                .extracting(FulfilmentView::state)
                .containsExactly(FulfilmentState.PICKED, FulfilmentState.RELEASED);

        revise(id, first.revised(2, lines("TEA", 1)));

        assertThat(all(() -> fulfilments.of(id)))
                .extracting(FulfilmentView::state)
                .containsExactly(FulfilmentState.CANCELLED, FulfilmentState.RELEASED);
        floor.putBack(site);
        ship(id);
        assertThat(all(() -> stock.level(mug)).available()).isEqualTo(20);
        assertThat(captured(id)).isEqualTo(1500);
    }

    @Test
    void aLabelledParcelGetsANewLabelForANewAddressAndIsVoidedForOtherUnits() {
        var first = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2);
        var id = placed(first);
        engine.drain();
        floor.pick(site);
        var label = floor.pack(site).getFirst();

        revise(id, first.revised(1, lines("MUG", 2)).to(Scenery.tucson()));

        assertThat(floor.labelled(site)).hasSize(1).doesNotContain(label);

        revise(id, first.revised(2, lines("MUG", 1)).to(Scenery.tucson()));

        assertThat(floor.labelled(site)).isEmpty();
        floor.putBack(site);
        ship(id);
        assertThat(view(id).shipTo().city()).isEqualTo("Tucson");
        assertThat(captured(id)).isEqualTo(1500);
    }

    @Test
    void whatHasLeftStaysAndOneHoldSaysSoUntilALaterRevisionSettlesIt() {
        var first = order(merchant, NewOrder.Shortage.BACKORDER, "MUG", 22);
        var id = placed(first);
        engine.drain();
        floor.work(site);
        assertThat(view(id).state()).isEqualTo(OrderState.PARTIALLY_SHIPPED);

        revise(id, first.revised(1, lines("MUG", 18, "TEA", 1)));

        assertThat(outcome(id)).isEqualTo(Outcome.PARTLY_APPLIED);
        assertThat(openHolds(id)).singleElement().satisfies(hold -> {
            assertThat(hold.kind()).isEqualTo(Hold.Kind.MANUAL);
            assertThat(hold.reason()).contains("Revision 1", "MUG", "was 22, wanted 18", "2 not taken back");
        });
        // What has left is paid for until a person decides otherwise.
        assertThat(view(id).totalMinor()).isEqualTo(20 * 1000 + 1000 + 500);

        revise(id, first.revised(2, lines("MUG", 20, "TEA", 1)));

        assertThat(outcome(id)).isEqualTo(Outcome.APPLIED);
        assertThat(openHolds(id)).isEmpty();
        ship(id);
        assertThat(captured(id)).isEqualTo(21_500);
    }

    @Test
    void nothingIsAddedToWhatHasLeftAltogetherAndAPersonIsTold() {
        var first = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1);
        var id = placed(first);
        engine.drain();
        floor.work(site);

        revise(id, first.revised(1, lines("MUG", 3)));

        assertThat(outcome(id)).isEqualTo(Outcome.PARTLY_APPLIED);
        assertThat(openHolds(id))
                .singleElement()
                .satisfies(hold -> assertThat(hold.reason()).contains("2 not added"));
        assertThat(view(id).state()).isEqualTo(OrderState.SHIPPED);
        assertThat(view(id).totalMinor()).isEqualTo(1500);
        assertThat(captured(id)).isEqualTo(1500);
    }

    @Test
    void missingUnitsRefuseTheRevisionWholeAndItIsAppliedWhenItComesAgainWithStock() {
        var first = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2);
        var id = placed(first);
        engine.drain();
        var later = first.revised(1, lines("MUG", 1, "TEA", 25));

        revise(id, later);

        assertThat(quantities(id)).containsExactly("MUG 2");
        assertThat(view(id).revision()).isZero();
        assertThat(view(id).totalMinor()).isEqualTo(2500);
        assertThat(outcome(id)).isEqualTo(Outcome.REFUSED);
        assertThat(openHolds(id))
                .singleElement()
                .satisfies(hold -> assertThat(hold.reason()).contains("Revision 1", "5 more of TEA"));
        revise(id, later);
        assertThat(all(() -> revisions.decided(id))).hasSize(1);

        scenery.receive(merchant, tea, bin, 5);
        revise(id, later);

        assertThat(outcome(id)).isEqualTo(Outcome.APPLIED);
        assertThat(openHolds(id)).isEmpty();
        assertThat(quantities(id)).containsExactly("MUG 1", "TEA 25");
    }

    @Test
    void aChannelThatMaySellAheadHasItsAddedUnitsBackordered() {
        var first = order(merchant, NewOrder.Shortage.BACKORDER, "MUG", 2);
        var id = placed(first);
        engine.drain();

        revise(id, first.revised(1, lines("MUG", 25)));

        assertThat(outcome(id)).isEqualTo(Outcome.APPLIED);
        assertThat(view(id).lines().getFirst().units().getFirst().backordered()).isEqualTo(5);
        scenery.receive(merchant, mug, bin, 5);
        engine.drain();
        ship(id);
        assertThat(captured(id)).isEqualTo(25_500);
    }

    @Test
    void moreOnTheSameCardIsAFurtherAuthorisationAndBothAreCaptured() {
        var first = card(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1), "tok_ok");
        var id = placed(first);
        engine.drain();

        revise(id, card(first.revised(1, lines("MUG", 3)), "tok_ok"));

        assertThat(succeeded(id, AttemptKind.AUTHORISE)).containsExactly(1500L, 2000L);
        assertThat(openHolds(id)).isEmpty();
        ship(id);
        assertThat(captured(id)).isEqualTo(3500);
    }

    @Test
    void aFurtherAuthorisationThatIsDeclinedHoldsTheOrderAndLeavesTheFirstAlone() {
        var first = card(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1), "tok_ok");
        var id = placed(first);
        engine.drain();
        var both = first.revised(1, lines("MUG", 3))
                .paying(List.of(
                        new NewOrder.Tender("CARD", false, 1500L, "tok_ok"),
                        new NewOrder.Tender("CARD", false, 2000L, "tok_decline")));

        revise(id, both);

        assertThat(openHolds(id)).singleElement().extracting(Hold::kind).isEqualTo(Hold.Kind.PAYMENT);
        assertThat(money(id).available().minor()).isEqualTo(1500);
        floor.work(site);
        assertThat(view(id).state()).isEqualTo(OrderState.IN_FULFILMENT);

        revise(
                id,
                both.revised(2, lines("MUG", 3))
                        .paying(List.of(
                                new NewOrder.Tender("CARD", false, 1500L, "tok_ok"),
                                new NewOrder.Tender("WALLET", false, 2000L, "tok_ok"))));

        assertThat(openHolds(id)).isEmpty();
        ship(id);
        assertThat(captured(id)).isEqualTo(3500);
    }

    @Test
    void moreThatNobodyPaysForIsHeldUntilARevisionSaysWhoDoes() {
        var first = card(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1), "tok_ok");
        var id = placed(first);
        engine.drain();

        revise(id, first.revised(1, lines("MUG", 2)).paying(null));

        assertThat(openHolds(id)).singleElement().satisfies(hold -> {
            assertThat(hold.kind()).isEqualTo(Hold.Kind.PAYMENT);
            assertThat(hold.reason()).contains("25.00 USD", "15.00 USD", "10.00 USD");
        });

        revise(id, card(first.revised(2, lines("MUG", 2)), "tok_ok"));

        assertThat(openHolds(id)).isEmpty();
        ship(id);
        assertThat(captured(id)).isEqualTo(2500);
    }

    @Test
    void aChangeOfAnOrderThatIsNotAcceptedYetIsPaidForLikeANewOne() {
        var first = card(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2), "tok_decline");
        var id = placed(first);
        engine.drain();
        assertThat(view(id).state()).isEqualTo(OrderState.AWAITING_PAYMENT);

        revise(id, card(first.revised(1, lines("MUG", 1)), "tok_ok"));

        assertThat(view(id).state()).isEqualTo(OrderState.IN_FULFILMENT);
        assertThat(openHolds(id)).isEmpty();
        ship(id);
        assertThat(captured(id)).isEqualTo(1500);
    }

    @Test
    void anotherCardReplacesTheFirstWhichIsGivenUpAtOnce() {
        var first = card(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1), "tok_ok");
        var id = placed(first);
        engine.drain();

        revise(
                id,
                first.revised(1, lines("MUG", 1))
                        .paying(List.of(new NewOrder.Tender("WALLET", false, 1500L, "tok_ok"))));

        assertThat(money(id).released().minor()).isEqualTo(1500);
        assertThat(money(id).available().minor()).isEqualTo(1500);
        ship(id);
        assertThat(captured(id)).isEqualTo(1500);
    }

    @Test
    void whatWasPaidForLessIsPaidBackAndTakenAgainWhenItIsMoreAfterAll() {
        var first = order(merchant, NewOrder.Shortage.BACKORDER, "MUG", 21);
        var id = placed(first);
        engine.drain();
        floor.work(site);
        assertThat(captured(id)).isEqualTo(20_000);

        revise(id, cheaper(first, 1, 900));
        assertThat(money(id).refunded().minor()).isEqualTo(20_000 - (20 * 900 + 900 + 500));
        revise(id, cheaper(first, 2, 1000));
        revise(id, cheaper(first, 3, 900));
        revise(id, cheaper(first, 4, 1000));
        scenery.receive(merchant, mug, bin, 1);
        engine.drain();
        ship(id);

        var money = money(id);
        assertThat(money.captured().minor() - money.refunded().minor()).isEqualTo(21_500);
        assertThat(money.owed().minor()).isZero();
    }

    @Test
    void whatWasCancelledHereStaysCancelledUntilTheChannelAsksForMore() {
        var first = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 3);
        var id = placed(first);
        engine.drain();
        all(() -> care.cancel(id, List.of(new OrderCare.LineCancel(1, 1)), "broken"));
        engine.drain();

        revise(id, noted(first.revised(1, lines("MUG", 3)), "ring twice"));
        assertThat(live(id)).isEqualTo(2);
        revise(id, noted(first.revised(2, lines("MUG", 2)), "ring twice"));
        assertThat(live(id)).isEqualTo(2);
        revise(id, noted(first.revised(3, lines("MUG", 4)), "ring twice"));
        assertThat(live(id)).isEqualTo(4);

        assertThat(all(() -> instructions.of(List.of(id))))
                .extracting(Instructions.Instruction::text)
                .containsExactly("ring twice");
        ship(id);
        assertThat(captured(id)).isEqualTo(4500);
    }

    @Test
    void aLineThatWasTakenOutComesBackToItsPlace() {
        var first = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2, "TEA", 1);
        var id = placed(first);
        engine.drain();

        revise(id, first.revised(1, lines("TEA", 1)));
        revise(id, first.revised(2, lines("TEA", 1, "MUG", 1)));

        assertThat(view(id).lines()).hasSize(2);
        ship(id);
        assertThat(captured(id)).isEqualTo(2500);
    }

    @Test
    void kitsComeAndGoWhole() {
        scenery.items(
                merchant,
                NewItem.kit("SET", "Set", List.of(new NewItem.Component("MUG", 2), new NewItem.Component("TEA", 1))));
        var first = order(merchant, NewOrder.Shortage.REFUSE, "SET", 1);
        var id = placed(first);
        engine.drain();
        floor.pick(site);

        revise(id, first.revised(1, lines("SET", 3)));
        assertThat(all(() -> stock.level(mug)).available()).isEqualTo(14);
        revise(id, first.revised(2, lines("SET", 1, "MUG", 1)));

        assertThat(all(() -> stock.level(mug)).available()).isEqualTo(17);
        floor.putBack(site);
        ship(id);
        assertThat(captured(id)).isEqualTo(2500);
    }

    @Test
    void aCancelledOrderIsNotBroughtBackAndAPersonIsTold() {
        var first = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1);
        var id = placed(first);
        engine.drain();
        all(() -> care.cancel(id, null, "changed her mind"));
        engine.drain();

        revise(id, first.revised(1, lines("MUG", 2)));

        assertThat(view(id).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(openHolds(id))
                .singleElement()
                .satisfies(hold -> assertThat(hold.reason()).contains("the order is cancelled"));
        assertThat(all(() -> stock.level(mug)).available()).isEqualTo(20);
    }

    @Test
    void anOrderStaysInItsCurrency() {
        var first = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1);
        var id = placed(first);
        engine.drain();
        var euros = first.with().revision(1).currency("EUR").build();

        revise(id, euros);

        assertThat(outcome(id)).isEqualTo(Outcome.REFUSED);
        assertThat(view(id).currency()).isEqualTo("USD");
    }

    private OrderId placed(NewOrder order) {
        return ((IntakeResult.Accepted) take(order)).id();
    }

    private IntakeResult take(NewOrder order) {
        return all(() -> intake.take(List.of(order))).getFirst();
    }

    private void revise(OrderId id, NewOrder later) {
        assertThat(take(later))
                .isEqualTo(new IntakeResult.Revising(id, view(id).number(), requireNonNull(later.revision())));
        engine.drain();
    }

    private void ship(OrderId id) {
        if (!planned(id).isEmpty()) scenery.releaseByItself(site);
        engine.drain();
        floor.work(site);
        assertThat(view(id).state()).isEqualTo(OrderState.SHIPPED);
    }

    private OrderView view(OrderId id) {
        return all(() -> orders.find(id)).orElseThrow();
    }

    private List<String> quantities(OrderId id) {
        return view(id).lines().stream()
                .filter(line -> line.quantity() > 0)
                .map(line -> line.sku() + " " + line.quantity())
                .toList();
    }

    private int live(OrderId id) {
        return view(id).lines().stream()
                .flatMap(line -> line.units().stream())
                .mapToInt(units -> units.quantity() - units.cancelled())
                .sum();
    }

    private Outcome outcome(OrderId id) {
        return all(() -> revisions.history(id)).getLast().outcome();
    }

    private List<Hold> openHolds(OrderId id) {
        return all(() -> holds.of(id)).stream().filter(Hold::isOpen).toList();
    }

    private List<FulfilmentView> planned(OrderId id) {
        return FloorRecall.planned(all(() -> fulfilments.of(id)));
    }

    private List<String> types(OrderId id) {
        return all(() -> facts.timeline(id.value(), 0, 200)).stream()
                .map(Facts.Entry::type)
                .toList();
    }

    private PaymentView money(OrderId id) {
        return all(() -> payments.view(id.value()));
    }

    private long captured(OrderId id) {
        return money(id).captured().minor() - money(id).refunded().minor();
    }

    private List<Long> succeeded(OrderId id, AttemptKind kind) {
        return money(id).attempts().stream()
                .filter(attempt -> attempt.kind() == kind && attempt.state() == AttemptState.SUCCEEDED)
                .map(attempt -> attempt.amount().minor())
                .toList();
    }

    private static List<NewOrder.@Nullable Line> lines(Object... skusAndQuantities) {
        return Arrays.stream(requireNonNull(order(MerchantId.next(), NewOrder.Shortage.REFUSE, skusAndQuantities)
                                .lines())
                        .toArray(NewOrder.Line[]::new))
                .filter(line -> requireNonNull(line.quantity()) > 0)
                .<NewOrder.@Nullable Line>map(line -> line)
                .toList();
    }

    private static NewOrder cheaper(NewOrder order, int revision, long price) {
        return order.revised(revision, List.of(new NewOrder.Line("MUG", 21, price, null, null, null, null, null)));
    }

    private static NewOrder noted(NewOrder order, String note) {
        return order.with().note(note).build();
    }

    private static NewOrder card(NewOrder order, String token) {
        long total = requireNonNull(order.lines()).stream()
                        .mapToLong(line ->
                                requireNonNull(requireNonNull(line).quantity()) * requireNonNull(line.unitPriceMinor()))
                        .sum()
                + 500;
        return order.paying(List.of(new NewOrder.Tender("CARD", false, total, token)));
    }
}
