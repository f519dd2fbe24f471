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
        "1, 0, 0, 0, 0, 0, ACCEPTED",
        "1, 2, 0, 0, 0, 0, ROUTED",
        "1, 1, 1, 0, 0, 0, IN_FULFILMENT",
        "0, 0, 1, 1, 0, 0, PARTIALLY_SHIPPED",
        "1, 0, 0, 1, 0, 0, PARTIALLY_SHIPPED",
        "0, 0, 0, 1, 0, 0, SHIPPED",
        "0, 0, 0, 1, 1, 1, SHIPPED",
        "0, 0, 0, 0, 1, 0, CLOSED",
        "0, 0, 0, 0, 1, 3, CLOSED",
        "0, 0, 0, 0, 0, 3, CANCELLED"
    })
    void theStateOfAnAcceptedOrderFollowsFromItsUnits(
            long waiting, long planned, long working, long shipped, long elsewhere, long cancelled, OrderState state) {
        assertThat(new OrderProgress(waiting, planned, working, shipped, elsewhere, cancelled).state())
                .isEqualTo(state);
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
                            all.add(new OrderProgress(w, p, k, s, e, units - e - s - k - p - w));
        return all;
    }

    /** One unit is planned, bound, shipped, cancelled, or falls back to waiting. Units fulfilled elsewhere are so from the start. */
    private static List<OrderProgress> steps(OrderProgress b) {
        var steps = new java.util.ArrayList<OrderProgress>();
        if (b.waiting() > 0) {
            steps.add(new OrderProgress(
                    b.waiting() - 1, b.planned() + 1, b.working(), b.shipped(), b.elsewhere(), b.cancelled()));
            steps.add(new OrderProgress(
                    b.waiting() - 1, b.planned(), b.working(), b.shipped(), b.elsewhere(), b.cancelled() + 1));
        }
        if (b.planned() > 0) {
            steps.add(new OrderProgress(
                    b.waiting(), b.planned() - 1, b.working() + 1, b.shipped(), b.elsewhere(), b.cancelled()));
            steps.add(new OrderProgress(
                    b.waiting() + 1, b.planned() - 1, b.working(), b.shipped(), b.elsewhere(), b.cancelled()));
            steps.add(new OrderProgress(
                    b.waiting(), b.planned() - 1, b.working(), b.shipped(), b.elsewhere(), b.cancelled() + 1));
        }
        if (b.working() > 0) {
            steps.add(new OrderProgress(
                    b.waiting(), b.planned(), b.working() - 1, b.shipped() + 1, b.elsewhere(), b.cancelled()));
            steps.add(new OrderProgress(
                    b.waiting() + 1, b.planned(), b.working() - 1, b.shipped(), b.elsewhere(), b.cancelled()));
            steps.add(new OrderProgress(
                    b.waiting(), b.planned(), b.working() - 1, b.shipped(), b.elsewhere(), b.cancelled() + 1));
        }
        return steps;
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
