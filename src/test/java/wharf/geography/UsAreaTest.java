package wharf.geography;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsAreaTest {
    @ParameterizedTest
    @CsvSource({
        "FL, 33901, US, CONTIGUOUS",
        "District of Columbia, 20500, US, CONTIGUOUS",
        "Alaska, 99501, US, ALASKA",
        ", 99501, US, ALASKA",
        "HI, 96815, US, HAWAII",
        "PR, 00901, US, TERRITORY",
        ", 00901, US, TERRITORY",
        ", 00901, PR, TERRITORY",
        "GU, 96910, USA, TERRITORY",
        "AE, 09012, US, MILITARY",
        ", 09012, US, MILITARY",
    })
    void parts_of_the_united_states(@Nullable String region, String zip, String country, UsArea area) {
        assertThat(UsArea.of(Address.place(null, region, zip, country))).contains(area);
    }

    @Test
    void other_countries_have_none() {
        assertThat(UsArea.of(Address.place("Toronto", "ON", "M5V 1A1", "CA"))).isEmpty();
        assertThat(UsArea.of(Address.place(null, null, null, ""))).isEmpty();
    }
}
