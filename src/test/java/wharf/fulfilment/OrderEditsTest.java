package wharf.fulfilment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.inventory.Stock;
import wharf.order.Holds;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.OrderRevisions;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.payment.Payments;
import wharf.platform.Facts;
import wharf.platform.WorkEngine;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.testing.Floor;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** A person changes an order, and is shown before what that does. */
@WharfTest
class OrderEditsTest {
    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    Orders orders;

    @Autowired
    OrderRevisions revisions;

    @Autowired
    OrderEdits edits;

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
    ItemId mug;

    @BeforeEach
    void aSiteWithMugsAndTea() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        var bin = scenery.bin(site, "A-01");
        mug = scenery.item(merchant, "MUG");
        scenery.receive(merchant, mug, bin, 10);
        scenery.receive(merchant, scenery.item(merchant, "TEA"), bin, 10);
    }

    @AfterEach
    void everyInvariantHolds() {
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aPreviewSaysWhatWouldHappenAndChangesNothing() {
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 3));
        floor.pick(site);
        var before = view(id);

        var preview = all(() -> edits.preview(id, quantity(1, 1)));

        assertThat(preview.totalBefore()).isEqualTo(3500);
        assertThat(preview.totalAfter()).isEqualTo(1500);
        assertThat(preview.toPutBack()).isEqualTo(3);
        assertThat(preview.withdrawn()).hasSize(1);
        assertThat(view(id)).isEqualTo(before);
        assertThat(all(() -> revisions.history(id))).isEmpty();
    }

    @Test
    void unitsGoAndALineComesAndTheTimelineSaysWhy() {
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 3));
        var tea = new OrderEdits.Addition("TEA", 2, 250L);

        var edited = all(() -> edits.edit(
                id, new OrderEdits.Edit(List.of(new OrderEdits.LineQuantity(1, 1)), List.of(tea), null), "by phone"));
        engine.drain();

        assertThat(edited.totalAfter()).isEqualTo(2000);
        assertThat(edited.uncovered()).isZero();
        assertThat(view(id).revision()).isZero();
        assertThat(all(() -> facts.timeline(id.value(), 0, 100)))
                .filteredOn(fact -> fact.type().equals("order.amended"))
                .singleElement()
                .extracting(Facts.Entry::reason)
                .isEqualTo("by phone");
        floor.work(site);
        assertThat(view(id).state()).isEqualTo(OrderState.SHIPPED);
        assertThat(all(() -> payments.view(id.value())).captured().minor()).isEqualTo(2000);
    }

    @Test
    void whatACardDoesNotCoverIsShownBeforeAndHeldAfter() {
        var first = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1);
        var id = placed(first.paying(List.of(new NewOrder.Tender("CARD", false, 1500L, "tok_ok"))));

        assertThat(all(() -> edits.preview(id, quantity(1, 2))).uncovered()).isEqualTo(1000);
        all(() -> edits.edit(id, quantity(1, 2), "one more"));
        engine.drain();
        assertThat(view(id).openHolds()).isEqualTo(1);

        all(() -> edits.edit(id, quantity(1, 1), "never mind"));
        engine.drain();

        assertThat(view(id).openHolds()).isZero();
        floor.work(site);
        assertThat(all(() -> payments.view(id.value())).captured().minor()).isEqualTo(1500);
    }

    @Test
    void whatCannotBeDoneIsRefusedFieldByField() {
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2));

        assertThat(refusal(
                        id,
                        new OrderEdits.Edit(
                                List.of(new OrderEdits.LineQuantity(7, 1), new OrderEdits.LineQuantity(1, -1)),
                                null,
                                null)))
                .extracting(Problem::field)
                .containsExactly("lines[0].line", "lines[1].quantity");
        assertThat(refusal(id, new OrderEdits.Edit(null, List.of(new OrderEdits.Addition("NO-SUCH", 1, 100L)), null)))
                .extracting(Problem::field)
                .containsExactly("add[0].sku");
        assertThat(refusal(id, new OrderEdits.Edit(null, List.of(new OrderEdits.Addition("TEA", 1, null)), null)))
                .extracting(Problem::field)
                .containsExactly("add[0].unitPriceMinor");
        assertThat(refusal(id, quantity(1, 2))).extracting(Problem::code).containsExactly("nothing-changes");
        assertThat(refusal(id, quantity(1, 0))).extracting(Problem::code).containsExactly("nothing-left");
        assertThat(refusal(id, quantity(1, 11))).extracting(Problem::code).containsExactly("sold-out");
        assertThat(view(id).lines().getFirst().quantity()).isEqualTo(2);
    }

    @Test
    void whatHasLeftBoundsWhatCanBeWantedAndAnOrderThatIsOverIsNotChanged() {
        var id = placed(order(merchant, NewOrder.Shortage.BACKORDER, "MUG", 12));
        floor.work(site);

        assertThat(refusal(id, quantity(1, 9)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("10 units"));
        all(() -> edits.edit(id, quantity(1, 10), "the rest is not needed"));
        engine.drain();

        assertThat(view(id).state()).isEqualTo(OrderState.SHIPPED);
        assertThat(refusal(id, quantity(1, 11))).extracting(Problem::code).containsExactly("order-gone");
        assertThat(all(() -> payments.view(id.value())).captured().minor()).isEqualTo(10_500);
    }

    @Test
    void unitsCancelledBeforeAreNeitherBroughtBackNorCountedTwice() {
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 4));
        all(() -> care.cancel(id, List.of(new OrderCare.LineCancel(1, 1)), "broken"));

        all(() -> edits.edit(id, quantity(1, 2), "one less"));
        assertThat(OrderEdits.live(view(id).lines().getFirst())).isEqualTo(2);
        all(() -> edits.edit(id, quantity(1, 3), "one more"));
        assertThat(OrderEdits.live(view(id).lines().getFirst())).isEqualTo(3);
        engine.drain();

        floor.work(site);
        floor.putBack(site);
        assertThat(all(() -> payments.view(id.value())).captured().minor()).isEqualTo(3500);
        assertThat(all(() -> stock.level(mug)).available()).isEqualTo(7);
    }

    @Test
    void aReasonIsAsked() {
        var id = placed(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2));

        assertThatThrownBy(() -> all(() -> edits.edit(id, quantity(1, 1), " "))).isInstanceOf(Refusal.class);
    }

    private static OrderEdits.Edit quantity(int line, int quantity) {
        return new OrderEdits.Edit(List.of(new OrderEdits.LineQuantity(line, quantity)), null, null);
    }

    private List<Problem> refusal(OrderId id, OrderEdits.Edit edit) {
        var refusal = catchThrowableOfType(Refusal.class, () -> all(() -> edits.edit(id, edit, "test")));
        return requireNonNull(refusal).problems();
    }

    private OrderId placed(NewOrder order) {
        var id = ((IntakeResult.Accepted) all(() -> intake.take(List.of(order))).getFirst()).id();
        engine.drain();
        return id;
    }

    private OrderView view(OrderId id) {
        return all(() -> orders.find(id)).orElseThrow();
    }
}
