package wharf.geography;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Addresses that others wrote down: OpenCage's formatting examples from 120 countries. */
class RealAddressesTest {
    @Test
    void real_addresses_of_all_countries_are_judged_without_a_fault() throws IOException {
        var read = 0;
        var notUnderstood = new ArrayList<AddressProblem>();
        for (var address : addresses()) {
            read++;
            assertThat(Places.locate(address).isPresent())
                    .as("%s", address)
                    .isEqualTo(Countries.isKnown(address.country()));
            assertThat(Addresses.check(address, Strictness.LENIENT)).noneMatch(AddressProblem::isError);
            Addresses.check(address).stream().filter(p -> p.value() != null).forEach(notUnderstood::add);
        }
        assertThat(read).isGreaterThan(200);
        // What is left: several postcodes in one field, parts of addresses, autonomous communities for provinces.
        assertThat(notUnderstood).hasSizeLessThan(read / 8);
    }

    @Test
    void brazilian_customers_with_postcode_prefixes_are_placed_by_city_and_state() throws IOException {
        var byPrecision = new EnumMap<Precision, Integer>(Precision.class);
        var middleOfBrazil =
                Places.locate(Address.place(null, null, null, "BR")).orElseThrow();
        for (var line : Files.readAllLines(SharedData.folder("orders_olist/olist_customers.csv"))) {
            var cells = line.replace("\"", "").split(",", -1);
            if (!cells[0].equals("customer_id")) {
                var found = Places.locate(Address.place(cells[3], cells[4], cells[2], "BR"))
                        .orElseThrow();
                byPrecision.merge(found.precision(), 1, Integer::sum);
                assertThat(Distance.miles(found, middleOfBrazil)).isLessThan(2_000);
            }
        }
        var all = byPrecision.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(byPrecision.getOrDefault(Precision.CITY, 0)).isGreaterThan(all * 9 / 10);
        assertThat(byPrecision).doesNotContainKey(Precision.COUNTRY);
    }

    private static List<Address> addresses() throws IOException {
        var found = new ArrayList<Address>();
        try (Stream<Path> files = Files.walk(SharedData.folder("addresses/opencage"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                for (var document : new Yaml().loadAll(Files.readString(file))) {
                    if (document instanceof Map<?, ?> map && map.get("components") instanceof Map<?, ?> parts) {
                        found.add(address(parts));
                    }
                }
            }
        }
        return found;
    }

    private static Address address(Map<?, ?> parts) {
        var country = first(parts, "country_code");
        return new Address(
                "Recipient",
                null,
                first(parts, "road", "suburb", "neighbourhood", "attraction", "city", "state", "county"),
                first(parts, "house_number"),
                first(parts, "city", "town", "village", "hamlet", "municipality", "county"),
                first(parts, "state_code", "state", "province", "region"),
                first(parts, "postcode"),
                country == null ? "" : country.toUpperCase(Locale.ROOT),
                null,
                null);
    }

    private static @Nullable String first(Map<?, ?> parts, String... keys) {
        for (var key : keys) {
            if (parts.get(key) != null) {
                return parts.get(key).toString();
            }
        }
        return null;
    }
}
