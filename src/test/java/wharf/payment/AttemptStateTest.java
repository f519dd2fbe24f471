package wharf.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptStateTest {
    @Test
    void everyStateIsReachableFromPending() {
        var reached = EnumSet.of(AttemptState.PENDING);
        for (int i = 0; i < AttemptState.values().length; i++)
            for (var state : EnumSet.copyOf(reached)) reached.addAll(state.next());
        assertThat(reached).containsExactlyInAnyOrder(AttemptState.values());
    }

    @ParameterizedTest
    @EnumSource
    void anOutcomeIsStillToComeWhileTheCallIsOutOrTheShopperIsAsked(AttemptState state) {
        assertThat(state.isOpen())
                .isEqualTo(EnumSet.of(AttemptState.PENDING, AttemptState.UNKNOWN, AttemptState.REQUIRES_ACTION)
                        .contains(state));
    }

    @Test
    void anEndIsAnEnd() {
        assertThat(AttemptState.DECLINED.next()).isEmpty();
        assertThat(AttemptState.EXPIRED.next()).isEmpty();
        assertThat(AttemptState.SUCCEEDED.next()).containsExactly(AttemptState.EXPIRED);
    }
}
