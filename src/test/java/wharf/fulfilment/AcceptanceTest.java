package wharf.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.util.List;
import java.util.concurrent.CompletableFuture;
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
import wharf.order.Orders;
import wharf.payment.psp.PspNotices;
import wharf.platform.WorkEngine;
import wharf.testing.Core;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@Core
@WharfTest
class AcceptanceTest {
    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    Orders orders;

    @Autowired
    Holds holds;

    @Autowired
    Acceptance acceptance;

    @Autowired
    PspNotices notices;

    @Autowired
    WorkEngine engine;

    @Autowired
    JdbcClient jdbc;

    /** A batch ends with its slowest call; what it learned of another order first may be old by then. */
    @Test
    void an_order_that_was_accepted_meanwhile_is_not_held_for_a_payment_that_was_unknown() throws Exception {
        var merchant = scenery.merchant();
        var mug = scenery.item(merchant, "MUG");
        scenery.receive(merchant, mug, scenery.bin(scenery.site(false), "A-01"), 5);
        var placed = all(() -> intake.take(List.of(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1)
                .paying(List.of(new NewOrder.Tender("CARD", false, 1500L, "tok_timeout_after_success"))))));
        var id = ((IntakeResult.Accepted) placed.getFirst()).id();
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = scenery.inTransaction(() -> {
                orders.lock(List.of(id));
                var first = other.submit(() -> all(() -> {
                    acceptance.accept(List.of(id.value()));
                    return true;
                }));
                untilItWaits(first);
                CompletableFuture.runAsync(() -> notices.heard("auth:%s:1:1".formatted(id.value())), other)
                        .join();
                acceptance.accept(List.of(id.value()));
                // The worker that did so is through with it.
                jdbc.sql("delete from work where step = 'PAYMENT_CHANGED' and subject = :id")
                        .param("id", id.value())
                        .update();
                return first;
            });
            slow.get(30, TimeUnit.SECONDS);
        }

        assertThat(all(() -> holds.of(id))).filteredOn(Hold::isOpen).isEmpty();
        engine.drain();
        assertThat(all(() -> orders.find(id)).orElseThrow().state()).isEqualTo(OrderState.IN_FULFILMENT);
        assertThat(scenery.broken()).isEmpty();
    }

    private void untilItWaits(Future<?> first) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!first.isDone()
                && System.nanoTime() < end
                && !jdbc.sql(
                                "select exists (select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))")
                        .query(Boolean.class)
                        .single()) Thread.onSpinWait();
    }
}
