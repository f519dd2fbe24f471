package wharf.geography;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {
    private static final Located FORT_MYERS = locate("Fort Myers", "FL", "33901", "US");
    private static final Located PHOENIX = locate("Phoenix", "AZ", "85001", "US");

    private static Located locate(
            @Nullable String city, @Nullable String region, @Nullable String postcode, String country) {
        return Places.locate(Address.place(city, region, postcode, country)).orElseThrow();
    }

    @Test
    void every_zip_in_the_table_is_found_with_its_zone() {
        var missing = new ArrayList<String>();
        var zips = new int[1];
        Table.read("us_zip.tsv.gz", row -> {
            zips[0]++;
            var place = Address.place(null, row[1], row[0], "US");
            var military = Set.of("AA", "AE", "AP").contains(row[1]);
            var found = Places.locate(place);
            var expected = military ? Precision.REGION : Precision.POSTCODE;
            if (found.isEmpty() || found.get().precision() != expected) {
                missing.add(row[0]);
            }
            if (!row[4].isEmpty()
                    && !Places.timeZone(place).map(ZoneId::getId).orElse("").equals(row[4])
                    && !row[1].equals("MH")) {
                missing.add(row[0] + " zone");
            }
        });
        assertThat(missing).isEmpty();
        assertThat(zips[0]).isEqualTo(41_488);
    }

    @Test
    void every_forward_sortation_area_is_found() {
        Table.read(
                "ca_fsa.tsv.gz",
                row -> assertThat(locate(null, null, row[0].toLowerCase(Locale.ROOT) + "1a1", "CA")
                                .precision())
                        .as(row[0])
                        .isEqualTo(Precision.FSA));
    }

    @Test
    void every_city_is_found_by_name_and_region() {
        Table.read("cities.tsv.gz", row -> {
            if (!row[0].equals("US") && !row[0].equals("CA") && !row[1].startsWith("~")) {
                assertThat(locate(row[2], row[1], null, row[0]).precision())
                        .as(String.join(" ", row))
                        .isEqualTo(Precision.CITY);
            }
        });
    }

    @Test
    void every_country_is_found() {
        for (var country : Countries.codes()) {
            assertThat(Places.locate(Address.place(null, null, null, country)))
                    .as(country)
                    .isPresent();
        }
        assertThat(Places.locate(Address.place("Atlantis", null, "1", "QQ"))).isEmpty();
        assertThat(Places.locate(Address.place(null, null, null, ""))).isEmpty();
    }

    @Test
    void zip_plus_4_counts_as_its_zip() {
        assertThat(locate(null, null, "33901-1234", "US")).isEqualTo(FORT_MYERS);
        assertThat(locate(null, null, "339011234", "US")).isEqualTo(FORT_MYERS);
        assertThat(locate(null, null, " 33901 ", "usa")).isEqualTo(FORT_MYERS);
    }

    @Test
    void an_unknown_zip_is_placed_among_those_with_its_first_three_digits() {
        var near = locate(null, null, "33999", "US");

        assertThat(near.precision()).isEqualTo(Precision.REGION);
        assertThat(Distance.miles(near, FORT_MYERS)).isLessThan(40);
    }

    @Test
    void a_state_alone_gives_its_middle() {
        var kansas = locate(null, "Kansas", null, "US");

        assertThat(kansas.precision()).isEqualTo(Precision.REGION);
        assertThat(kansas.latitude()).isBetween(37.0, 40.0);
        assertThat(kansas.longitude()).isBetween(-102.1, -94.5);
    }

    @ParameterizedTest
    @CsvSource({
        "sao paulo, SP, 1310, BR, CITY, -23.55, -46.63",
        "SÃO PAULO, , 01310, BR, CITY, -23.55, -46.63",
        "brasilia, DF, 70040, Brazil, CITY, -15.78, -47.93",
        "Querétaro, Querétaro, , MX, CITY, 20.59, -100.39",
        "Ciudad de México, CDMX, 06000, MX, CITY, 19.43, -99.13",
        "Puebla, , 72000, MX, CITY, 19.05, -98.21",
        "Bogota, D.C., , CO, CITY, 4.61, -74.08",
        "Ushuaia, , , AR, CITY, -54.81, -68.31",
        "San Juan, PR, 00901, US, CITY, 18.47, -66.11",
        "San Juan, , 00901, PR, CITY, 18.47, -66.11",
        "Berlin, , 10115, DE, COUNTRY, 51, 9",
        "APO, AE, 09012, US, REGION, 40.64, -73.78",
        "APO, AP, 96201, US, REGION, 37.62, -122.38",
        "DPO, AA, 34034, US, REGION, 25.80, -80.29",
        "Hagatna, GU, 96910, US, COUNTRY, 13.47, 144.78",
    })
    void places_of_many_kinds(
            String city,
            @Nullable String region,
            @Nullable String postcode,
            String country,
            Precision precision,
            double latitude,
            double longitude) {
        var found = locate(city, region, postcode, country);

        assertThat(found.precision()).isEqualTo(precision);
        assertThat(found.latitude()).isCloseTo(latitude, within(0.05));
        assertThat(found.longitude()).isCloseTo(longitude, within(0.05));
    }

    @Test
    void a_city_name_used_in_several_regions_is_only_a_guess() {
        assertThat(locate("Puebla", null, null, "MX").precision()).isEqualTo(Precision.REGION);
        assertThat(locate("Puebla", "Puebla", null, "MX").precision()).isEqualTo(Precision.CITY);
    }

    @Test
    void an_unknown_brazilian_city_is_placed_by_its_state_or_postcode() {
        var byState = locate("Nowhere", "RJ", null, "BR");
        var byPostcode = locate("Nowhere", null, "20040-002", "BR");

        assertThat(byState.precision()).isEqualTo(Precision.REGION);
        assertThat(byPostcode).isEqualTo(byState);
    }

    @Test
    void the_two_warehouses_are_1870_miles_apart() {
        assertThat(Distance.miles(FORT_MYERS, PHOENIX)).isCloseTo(1_870, within(40.0));
        assertThat(Distance.kilometres(FORT_MYERS, PHOENIX) / Distance.miles(FORT_MYERS, PHOENIX))
                .isCloseTo(1.609344, within(1e-9));
    }

    @Test
    void time_zones_of_states_territories_and_split_arizona() {
        assertThat(zone("FL", "33901")).isEqualTo("America/New_York");
        assertThat(zone("AZ", "85001")).isEqualTo("America/Phoenix");
        assertThat(zone("AZ", "86515")).isEqualTo("America/Denver"); // Window Rock, Navajo Nation
        assertThat(zone("HI", "96815")).isEqualTo("Pacific/Honolulu");
        assertThat(zone("PR", "00901")).isEqualTo("America/Puerto_Rico");
        assertThat(Places.timeZone(Address.place("Toronto", "ON", "M5V 1A1", "CA")))
                .isEmpty();
    }

    private static String zone(String state, String zip) {
        return Places.timeZone(Address.place(null, state, zip, "US"))
                .orElseThrow()
                .getId();
    }

    @Test
    void a_look_up_takes_microseconds() {
        var asked = List.of(
                Address.place("Fort Myers", "FL", "33901", "US"),
                Address.place("São Paulo", "SP", "01310", "BR"),
                Address.place("Toronto", "ON", "M5V 1A1", "CA"));
        var found = 0;
        for (var i = 0; i < 30_000; i++) {
            found += Places.locate(asked.get(i % 3)).isPresent() ? 1 : 0;
        }
        var start = System.nanoTime();
        for (var i = 0; i < 30_000; i++) {
            found += Places.locate(asked.get(i % 3)).isPresent() ? 1 : 0;
        }
        // About 3 µs when alone; the bound leaves room for a busy machine.
        assertThat((System.nanoTime() - start) / 30_000).isLessThan(50_000);
        assertThat(found).isEqualTo(60_000);
    }
}
