package wharf.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import wharf.shared.FulfilmentId;
import wharf.shared.Money;
import wharf.shared.OrderId;

class ParcelStateTest {
    @Test
    void every_state_is_reachable_and_only_a_voided_parcel_never_moves_again() {
        var reached = EnumSet.of(ParcelState.PACKED);
        while (reached.addAll(
                reached.stream().flatMap(state -> state.next().stream()).toList())) continue;

        assertThat(reached).isEqualTo(EnumSet.allOf(ParcelState.class));
        assertThat(reached.stream().filter(state -> state.next().isEmpty())).containsExactly(ParcelState.VOIDED);
    }

    @Test
    void what_has_left_stays_out_of_our_hands() {
        for (var state : ParcelState.values())
            if (state.hasLeft()) assertThat(state.next()).as(state.name()).allMatch(ParcelState::hasLeft);
    }

    @Test
    void what_has_left_is_never_voided() {
        for (var state : EnumSet.range(ParcelState.SHIPPED, ParcelState.LOST))
            assertThat(state.next()).doesNotContain(ParcelState.VOIDED, ParcelState.PACKED);
    }

    @Test
    void labels_end_voided_refused_or_bought() {
        var reached = EnumSet.of(LabelState.WANTED);
        while (reached.addAll(
                reached.stream().flatMap(state -> state.next().stream()).toList())) continue;

        assertThat(reached).isEqualTo(EnumSet.allOf(LabelState.class));
        assertThat(LabelState.REFUSED.next()).isEmpty();
    }

    @Test
    void the_check_digit_follows_gs1() {
        // GS1 General Specifications: GTIN-13 629104150021 has check digit 3, SSCC 37610425002123456 has 9.
        assertThat(Sscc.checkDigit("629104150021")).isEqualTo(3);
        assertThat(Sscc.checkDigit("37610425002123456")).isEqualTo(9);
        assertThat(Sscc.of("0614141", 1))
                .hasSize(18)
                .startsWith("00614141")
                .satisfies(code -> assertThat(Sscc.isValid(code)).isTrue());
        assertThat(Sscc.isValid("006141410000000010")).isFalse();
        assertThat(Sscc.of("0614141", 0)).startsWith("00614141000000000");
        assertThat(Sscc.of("0614141", 9_999_999_999L)).startsWith("90614141999999999");
        assertThatThrownBy(() -> Sscc.of("0614141", 10_000_000_000L)).hasMessageContaining("10000000000");
        assertThatThrownBy(() -> Sscc.of("0614141", -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> Sscc.of("061", 1)).hasMessageContaining("061");
    }

    @Test
    void scanned_codes_are_told_apart() {
        assertThat(ScannedCode.read("]C0WD1000000000011")).isEqualTo(new ScannedCode.Tracking("WD1000000000011"));
        assertThat(ScannedCode.read("wd 100 000 000 0011")).isEqualTo(new ScannedCode.Tracking("WD1000000000011"));
        assertThat(ScannedCode.read("(00)376104250021234569"))
                .isEqualTo(new ScannedCode.SsccCode("376104250021234569"));
        assertThat(ScannedCode.read("376104250021234569")).isEqualTo(new ScannedCode.SsccCode("376104250021234569"));
        assertThat(ScannedCode.read("376104250021234568")).isInstanceOf(ScannedCode.Tracking.class);
        assertThat(ScannedCode.read("00376104250021234568")).isInstanceOf(ScannedCode.Tracking.class);
        assertThat(ScannedCode.read("\u0000")).isInstanceOf(ScannedCode.Unreadable.class);
    }

    @Test
    void postage_is_split_by_units_and_adds_up() {
        var a = FulfilmentId.next();
        var b = FulfilmentId.next();
        var c = FulfilmentId.next();

        var shares = PostageShares.split(
                Money.of(1000, "USD"),
                List.of(
                        ParcelScenery.line(a, OrderId.next(), 1, 1),
                        ParcelScenery.line(b, OrderId.next(), 1, 1),
                        ParcelScenery.line(c, OrderId.next(), 1, 1)));

        assertThat(shares.values().stream().mapToLong(Money::minor).sum()).isEqualTo(1000);
        assertThat(shares.values()).extracting(Money::minor).containsExactly(334L, 333L, 333L);
    }
}
