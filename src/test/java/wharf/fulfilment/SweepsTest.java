package wharf.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.platform.WorkEngine;
import wharf.shared.OrderId;
import wharf.testing.Core;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@Core
@WharfTest
class SweepsTest {
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
    WorkEngine engine;

    @Test
    void aHoldWhoseTimeIsUpIsLiftedAndTheOrderGoesOn() {
        var id = placed();
        scenery.inTransaction(() -> holds.place(
                orders.lock(List.of(id)).getFirst(),
                Hold.Kind.STOCK,
                "wait for the truck",
                EnumSet.of(Hold.Gate.ROUTE),
                Instant.now().minusSeconds(60)));
        engine.drain();
        assertThat(state(id)).isEqualTo(OrderState.ACCEPTED);

        all(() -> care.liftExpired());
        engine.drain();

        assertThat(state(id)).isEqualTo(OrderState.IN_FULFILMENT);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void a_cancelled_order_is_held_no_longer() {
        var id = placed();
        scenery.inTransaction(() -> holds.place(
                orders.lock(List.of(id)).getFirst(), Hold.Kind.STOCK, "wait", EnumSet.of(Hold.Gate.ROUTE), null));
        engine.drain();

        all(() -> care.cancel(id, null, "the shopper called"));
        engine.drain();

        assertThat(state(id)).isEqualTo(OrderState.CANCELLED);
        assertThat(all(() -> holds.of(id))).isNotEmpty().allMatch(hold -> hold.liftedAt() != null);
        assertThat(scenery.broken()).isEmpty();
    }

    private OrderId placed() {
        var merchant = scenery.merchant();
        var mug = scenery.item(merchant, "MUG");
        scenery.receive(merchant, mug, scenery.bin(scenery.site(false), "A-01"), 5);
        var result = all(() -> intake.take(List.of(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1))))
                .getFirst();
        return ((IntakeResult.Accepted) result).id();
    }

    private OrderState state(OrderId id) {
        return all(() -> orders.find(id)).map(OrderView::state).orElseThrow();
    }
}
