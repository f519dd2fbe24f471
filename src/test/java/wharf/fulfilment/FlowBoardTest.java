package wharf.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import wharf.fulfilment.FlowBoard.Outlook;

class FlowBoardTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant CUT_OFF = NOW.plusSeconds(3600);

    @Test
    void a_cut_off_is_kept_when_the_last_is_packed_by_then_at_this_pace() {
        assertThat(FlowBoard.outlook(CUT_OFF, 10, CUT_OFF, NOW)).isEqualTo(Outlook.KEPT);
        assertThat(FlowBoard.outlook(CUT_OFF, 0, null, NOW)).isEqualTo(Outlook.KEPT);
    }

    @Test
    void a_cut_off_is_at_risk_when_the_pace_is_too_slow_or_nobody_packs() {
        assertThat(FlowBoard.outlook(CUT_OFF, 10, CUT_OFF.plusSeconds(1), NOW)).isEqualTo(Outlook.AT_RISK);
        assertThat(FlowBoard.outlook(CUT_OFF, 1, null, NOW)).isEqualTo(Outlook.AT_RISK);
    }

    @Test
    void a_cut_off_that_has_passed_with_orders_open_is_missed_even_if_all_are_packed() {
        assertThat(FlowBoard.outlook(NOW, 0, null, NOW)).isEqualTo(Outlook.MISSED);
        assertThat(FlowBoard.outlook(NOW.minusSeconds(1), 5, NOW, NOW)).isEqualTo(Outlook.MISSED);
    }
}
