package wharf.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FulfilmentStateTest {
    @Test
    void everyStateCanBeReachedFromTheFirst() {
        assertThat(reachable(FulfilmentState.PLANNED)).isEqualTo(EnumSet.allOf(FulfilmentState.class));
    }

    @Test
    void onlyShippedAndCancelledAreEnds() {
        assertThat(FulfilmentState.values())
                .filteredOn(FulfilmentState::isFinal)
                .containsExactlyInAnyOrder(FulfilmentState.SHIPPED, FulfilmentState.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource
    void whateverHasNotLeftCanBeCancelled(FulfilmentState state) {
        assertThat(state.next().contains(FulfilmentState.CANCELLED)).isEqualTo(!state.isFinal());
    }

    @ParameterizedTest
    @EnumSource
    void nothingGoesBackToThePlanNorToItself(FulfilmentState state) {
        assertThat(state.next()).doesNotContain(state, FulfilmentState.PLANNED);
    }

    private static Set<FulfilmentState> reachable(FulfilmentState from) {
        var seen = EnumSet.of(from);
        var todo = new ArrayDeque<>(seen);
        while (!todo.isEmpty()) {
            for (var next : todo.remove().next()) if (seen.add(next)) todo.add(next);
        }
        return seen;
    }
}
