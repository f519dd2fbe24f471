package wharf.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReturnStateTest {
    @Test
    void everyStateCanBeReachedFromAWishAndTheLastOnesAreTheLast() {
        var reached = EnumSet.of(ReturnState.REQUESTED);
        var open = new ArrayDeque<>(List.of(ReturnState.REQUESTED));
        while (!open.isEmpty()) for (var next : open.pop().next()) if (reached.add(next)) open.add(next);

        assertThat(reached).containsExactlyInAnyOrder(ReturnState.values());
        assertThat(ReturnState.values())
                .filteredOn(ReturnState::isFinal)
                .containsExactly(ReturnState.SETTLED, ReturnState.REJECTED, ReturnState.EXPIRED, ReturnState.CANCELLED);
    }

    @Test
    void unitsAreGivenUpOnlyWhereNothingFollows() {
        assertThat(ReturnState.values())
                .filteredOn(ReturnState::givesUp)
                .allSatisfy(state -> assertThat(state.isFinal()).isTrue());
    }
}
