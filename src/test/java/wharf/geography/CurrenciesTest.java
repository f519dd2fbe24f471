package wharf.geography;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrenciesTest {
    @ParameterizedTest
    @CsvSource({
        "USD,2", "EUR,2", "JPY,0", "CLP,0", "KWD,3", "BHD,3", "CLF,4", "BRL,2", "MXN,2", "CAD,2", "HKD,2", "IDR,2"
    })
    void minor_units(String code, int units) {
        assertThat(Currencies.minorUnits(code)).isEqualTo(units);
    }

    @ParameterizedTest
    @ValueSource(strings = {"XAU", "XXX", "XTS", "usd", "", "DOLLAR", "\u0000", "US"})
    void what_is_no_money_is_refused(String code) {
        assertThat(Currencies.isKnown(code)).isFalse();
        assertThatThrownBy(() -> Currencies.minorUnits(code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ISO 4217");
    }

    @Test
    void all_have_at_most_four_decimals() {
        assertThat(Currencies.codes()).hasSizeGreaterThan(150).allMatch(code -> Currencies.minorUnits(code) <= 4);
    }
}
