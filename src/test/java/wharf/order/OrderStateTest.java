package wharf.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrderStateTest {
    @Test
    void everyStateCanBeReachedFromTheFirst() {
        assertThat(reachable(OrderState.RECEIVED)).isEqualTo(EnumSet.allOf(OrderState.class));
    }

    @ParameterizedTest
    @EnumSource
    void fromEveryStateAnEndCanBeReached(OrderState state) {
        assertThat(reachable(state)).anyMatch(OrderState::isFinal);
    }

    @Test
    void onlyClosedAndCancelledAreEnds() {
        assertThat(OrderState.values())
                .filteredOn(OrderState::isFinal)
                .containsExactlyInAnyOrder(OrderState.CLOSED, OrderState.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource
    void noStateFollowsItselfAndTheFirstFollowsNone(OrderState state) {
        assertThat(state.next()).doesNotContain(state, OrderState.RECEIVED);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0, 0, 0, 0, ACCEPTED",
        "1, 2, 0, 0, 0, 0, 0, ROUTED",
        "1, 1, 1, 0, 0, 0, 0, IN_FULFILMENT",
        "0, 0, 1, 1, 0, 0, 0, PARTIALLY_SHIPPED",
        "1, 0, 0, 1, 0, 0, 1, PARTIALLY_SHIPPED",
        "0, 0, 0, 2, 0, 0, 1, SHIPPED",
        "0, 0, 0, 1, 1, 1, 0, SHIPPED",
        "0, 0, 0, 2, 1, 1, 2, DELIVERED",
        "0, 0, 0, 0, 1, 0, 0, CLOSED",
        "0, 0, 0, 0, 1, 3, 0, CLOSED",
        "0, 0, 0, 0, 0, 3, 0, CANCELLED"
    })
    void theStateOfAnAcceptedOrderFollowsFromItsUnits(
            long waiting,
            long planned,
            long working,
            long shipped,
            long elsewhere,
            long cancelled,
            long delivered,
            OrderState state) {
        assertThat(new OrderProgress(waiting, planned, working, shipped, elsewhere, cancelled, delivered, false)
                        .state())
                .isEqualTo(state);
    }

    @Test
    void timeClosesWhatHasLeftAndNothingElse() {
        assertThat(new OrderProgress(0, 0, 0, 2, 0, 0, 1, true).state()).isEqualTo(OrderState.CLOSED);
        assertThat(new OrderProgress(1, 0, 0, 2, 0, 0, 2, true).state()).isEqualTo(OrderState.PARTIALLY_SHIPPED);
    }

    /** Units move one by one; whatever state that leads to has to be one that may follow. */
    @Test
    void noStepOfAUnitLeadsToAStateThatMayNotFollow() {
        for (var before : allOfThreeUnits()) {
            for (var after : steps(before)) {
                var from = before.state();
                var to = after.state();
                if (from != to)
                    assertThat(from.next()).as("%s to %s", before, after).contains(to);
            }
        }
    }

    private static List<OrderProgress> allOfThreeUnits() {
        var all = new java.util.ArrayList<OrderProgress>();
        int units = 3;
        for (int w = 0; w <= units; w++)
            for (int p = 0; p + w <= units; p++)
                for (int k = 0; k + p + w <= units; k++)
                    for (int s = 0; s + k + p + w <= units; s++)
                        for (int e = 0; e + s + k + p + w <= units; e++)
                            for (int d = 0; d <= s; d++)
                                all.add(new OrderProgress(w, p, k, s, e, units - e - s - k - p - w, d, false));
        return all;
    }

    /**
     * One unit is planned, bound, shipped, delivered, cancelled, comes back, or falls back to waiting; or time closes the order. Units fulfilled
     * elsewhere are so from the start.
     */
    private static List<OrderProgress> steps(OrderProgress b) {
        var steps = new java.util.ArrayList<OrderProgress>();
        if (b.waiting() > 0) {
            steps.add(step(b, -1, 1, 0, 0, 0, 0));
            steps.add(step(b, -1, 0, 0, 0, 1, 0));
        }
        if (b.planned() > 0) {
            steps.add(step(b, 0, -1, 1, 0, 0, 0));
            steps.add(step(b, 1, -1, 0, 0, 0, 0));
            steps.add(step(b, 0, -1, 0, 0, 1, 0));
        }
        if (b.working() > 0) {
            steps.add(step(b, 0, 0, -1, 1, 0, 0));
            steps.add(step(b, 1, 0, -1, 0, 0, 0));
            steps.add(step(b, 0, 0, -1, 0, 1, 0));
        }
        if (b.delivered() < b.shipped()) steps.add(step(b, 0, 0, 0, 0, 0, 1));
        if (b.delivered() > 0) steps.add(step(b, 0, 0, 0, 0, 0, -1));
        if (b.state() == OrderState.SHIPPED || b.state() == OrderState.DELIVERED)
            steps.add(new OrderProgress(0, 0, 0, b.shipped(), b.elsewhere(), b.cancelled(), b.delivered(), true));
        return steps;
    }

    private static OrderProgress step(OrderProgress b, int w, int p, int k, int s, int c, int d) {
        return new OrderProgress(
                b.waiting() + w,
                b.planned() + p,
                b.working() + k,
                b.shipped() + s,
                b.elsewhere(),
                b.cancelled() + c,
                b.delivered() + d,
                b.over());
    }

    private static Set<OrderState> reachable(OrderState from) {
        var seen = EnumSet.of(from);
        var todo = new ArrayDeque<>(seen);
        while (!todo.isEmpty()) {
            for (var next : todo.remove().next()) if (seen.add(next)) todo.add(next);
        }
        return seen;
    }
}
