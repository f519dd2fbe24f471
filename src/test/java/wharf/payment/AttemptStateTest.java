package wharf.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class AttemptStateTest {
    @Test
    void everyStateIsReachableFromPending() {
        var reached = EnumSet.of(AttemptState.PENDING);
        for (int i = 0; i < AttemptState.values().length; i++)
            for (var state : EnumSet.copyOf(reached)) reached.addAll(state.next());
        assertThat(reached).containsExactlyInAnyOrder(AttemptState.values());
    }

    @Test
    void anEndIsAnEnd() {
        assertThat(AttemptState.DECLINED.next()).isEmpty();
        assertThat(AttemptState.EXPIRED.next()).isEmpty();
        assertThat(AttemptState.SUCCEEDED.next()).containsExactly(AttemptState.EXPIRED);
    }
}
