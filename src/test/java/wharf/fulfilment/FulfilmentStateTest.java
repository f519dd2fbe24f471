package wharf.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;

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

    /** Scans are undone and parcels voided: wherever its units have come to, a fulfilment follows them. */
    @ParameterizedTest
    @EnumSource(names = {"PICKING", "PICKED", "PACKING", "PACKED"})
    void whatIsOnTheFloorFollowsItsUnitsWhereverTheyAre(FulfilmentState state) {
        var follows = EnumSet.of(state);
        follows.addAll(state.next());
        var seen = EnumSet.noneOf(FulfilmentState.class);
        for (int where = 0; where < 36; where++) {
            var units = new int[6];
            units[where / 6]++;
            units[where % 6]++;
            var line = new FulfilmentView.Line(1, ItemId.next(), 2, units[1], units[2], units[3], units[4], units[5]);
            seen.add(with(line).progress(false));
            seen.add(with(line).progress(true));
        }
        assertThat(seen).hasSizeGreaterThan(5).isSubsetOf(follows);
    }

    private static FulfilmentView with(FulfilmentView.Line line) {
        return new FulfilmentView(
                FulfilmentId.next(),
                1,
                MerchantId.next(),
                OrderId.next(),
                WarehouseId.next(),
                FulfilmentState.RELEASED,
                "GROUND",
                Instant.EPOCH,
                null,
                Instant.EPOCH,
                null,
                List.of(line));
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
