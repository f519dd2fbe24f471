package wharf.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    @Autowired
    JdbcClient jdbc;

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

    /** Both take the order first: whoever comes second finds the hold lifted, and neither is a deadlock's victim. */
    @Test
    void a_hold_whose_time_is_up_while_its_order_is_being_cancelled_is_lifted_once() throws Exception {
        var id = placed();
        scenery.inTransaction(() -> holds.place(
                orders.lock(List.of(id)).getFirst(),
                Hold.Kind.STOCK,
                "wait for the truck",
                EnumSet.of(Hold.Gate.ROUTE),
                Instant.now().minusSeconds(60)));
        engine.drain();
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            var lifting = scenery.inTransaction(() -> {
                orders.lock(List.of(id));
                var second = other.submit(() -> all(() -> care.liftExpired()));
                untilItWaits(second);
                orders.move(List.of(id), OrderState.CANCELLED, "the shopper called");
                return second;
            });
            assertThat(lifting.get(30, TimeUnit.SECONDS)).isOne();
        }

        assertThat(all(() -> holds.of(id)))
                .singleElement()
                .satisfies(hold -> assertThat(hold.isOpen()).isFalse());
        assertThat(scenery.inTransaction(
                        () -> jdbc.sql("select count(*) from fact where root = :order and type = 'order.hold_lifted'")
                                .param("order", id.value())
                                .query(Long.class)
                                .single()))
                .isOne();
    }

    /** The list of locks is read anew each time; that of sessions would be as at the first look of the transaction. */
    private void untilItWaits(Future<?> call) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!call.isDone()
                && System.nanoTime() < end
                && !jdbc.sql(
                                "select exists (select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))")
                        .query(Boolean.class)
                        .single()) Thread.onSpinWait();
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
