package wharf.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhonesTest {
    @ParameterizedTest
    @CsvSource({
        "(239) 555-0123, US, +12395550123",
        "+55 11 91234-5678, US, +5511912345678",
        "11 91234-5678, BR, +5511912345678",
        "06 12 34 56 78, FR, +33612345678"
    })
    void a_number_is_read_as_its_writer_meant_it(String given, String country, String expected) {
        assertThat(Phones.e164(given, country)).contains(expected);
    }

    @Test
    void what_cannot_be_a_number_is_none() {
        for (var given : new String[] {"", "call me", "12", "9".repeat(60), "\u0000", "+1"})
            assertThat(Phones.e164(given, "US")).as(given).isEmpty();
        assertThat(Phones.e164("555-0123", null)).isEmpty();
        assertThat(Phones.e164(null, "US")).isEmpty();
    }
}
