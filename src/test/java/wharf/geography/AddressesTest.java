package wharf.geography;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import wharf.geography.AddressProblem.Severity;

class AddressesTest {
    private static Address to(
            @Nullable String city, @Nullable String region, @Nullable String postcode, String country) {
        return new Address("Ann Shopper", null, "1 Main St", null, city, region, postcode, country, null, null);
    }

    private static Address line1(String line1) {
        return new Address("Ann Shopper", null, line1, null, "Fort Myers", "FL", "33901", "US", null, null);
    }

    private static List<String> fields(Address address) {
        return Addresses.check(address).stream().map(AddressProblem::field).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "Fort Myers, FL, 33901, US",
        "Fort Myers, Florida, 33901-1234, USA",
        "fort myers, fl, 339011234, us",
        "Toronto, Ontario, m5v1a1, CA",
        "Montréal, Québec, H2X 1Y4, Canada",
        "San Juan, PR, 00901, US",
        "San Juan, , 00901, PR",
        "San Juan, PR, 00901, PR",
        "Charlotte Amalie, VI, 00802, US",
        "Charlotte Amalie, , 00802, VI",
        "Hagatna, GU, 96910, US",
        "Hagatna, , 96910, GU",
        "APO, AE, 09012, US",
        "FPO, AP, 96349, US",
        "DPO, AA, 34034, US",
        "São Paulo, SP, 01310-100, BR",
        "São Paulo, São Paulo, 01310100, Brasil",
        "Ciudad de México, CDMX, 06000, MX",
        "Monterrey, Nuevo Leon, 64000, Mexico",
        "London, , sw1a1aa, UK",
        "Tokyo, 東京都, 1000001, JP",
        "Hong Kong, Kowloon, , HK",
        "Dublin, , , IE",
        "Dubai, Dubai, , AE",
        "Pristina, , 10000, XK",
    })
    void good_addresses_pass(String city, @Nullable String region, @Nullable String postcode, String country) {
        assertThat(Addresses.check(to(city, region, postcode, country))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Fort Myers, FL, 3390, US, postcode, lost",
        "Fort Myers, FL, ABCDE, US, postcode, no postcode of US",
        "Fort Myers, NY, 33901, US, postcode, lies in Florida (FL)",
        "Fort Myers, Floridah, 33901, US, region, no state of US",
        "Fort Myers, , 33901, US, region, state is missing",
        "Fort Myers, FL, , US, postcode, postcode is missing",
        ", FL, 33901, US, city, city is missing",
        "Toronto, ON, 33901, CA, postcode, H3Z 2Y7",
        "Toronto, BC, M5V 1A1, CA, postcode, lies in Ontario (ON)",
        "Berlin, , 1011, DE, postcode, lost",
        "Ramstein, AE, 09012, US, city, APO",
        "Somewhere, , , Narnia, country, ISO 3166-1",
        "Somewhere, , , '', country, ISO 3166-1",
        "São Paulo, SP, 20040-002, BR, postcode, lies in Rio de Janeiro (RJ)",
    })
    void a_broken_address_is_refused_with_the_field_and_the_fix(
            @Nullable String city,
            @Nullable String region,
            @Nullable String postcode,
            String country,
            String field,
            String words) {
        var problems = Addresses.check(to(city, region, postcode, country));

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.message()).contains(words);
            assertThat(problem.severity()).isEqualTo(Severity.ERROR);
        });
    }

    @Test
    void what_a_channel_sold_is_only_warned_about() {
        var broken = to("", "Alberta", "T2X 1A1", "US");

        assertThat(Addresses.check(broken, Strictness.LENIENT))
                .hasSize(3)
                .allMatch(problem -> problem.severity() == Severity.WARNING);
        assertThat(Addresses.check(broken)).hasSize(3).allMatch(AddressProblem::isError);
    }

    @Test
    void text_that_cannot_be_stored_is_refused_even_from_a_channel() {
        var hostile =
                List.of("nul \u0000 byte", "bell \u0007", "half \uD800 pair", "\uDC00", "x".repeat(201), "\uFFFF");

        for (var text : hostile) {
            assertThat(Addresses.check(line1(text), Strictness.LENIENT))
                    .as(text)
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.field()).isEqualTo("line1");
                        assertThat(problem.isError()).isTrue();
                        assertThat(problem.value()).doesNotContain("\u0000").hasSizeLessThan(70);
                    });
        }
        assertThat(Addresses.check(line1("é".repeat(200)))).isEmpty();
        assertThat(Addresses.check(line1("🏠".repeat(200)))).isEmpty();
    }

    @Test
    void line_ends_and_invisible_marks_are_tidied_not_refused() {
        var tidy = Addresses.normalise(line1("  1\tMain\r\nSt\u00A0\u200B#4 \u202E"));

        assertThat(tidy.line1()).isEqualTo("1 Main St #4");
        assertThat(Addresses.check(tidy)).isEmpty();
    }

    @Test
    void normalising_writes_codes_and_postcodes_as_the_country_does() {
        assertThat(Addresses.normalise(to(" Ottawa ", "ontario", "k1a0b1", "canada")))
                .isEqualTo(to("Ottawa", "ON", "K1A 0B1", "CA"));
        assertThat(Addresses.normalise(to("", "district of columbia", "20500 0003", "United States")))
                .isEqualTo(to(null, "DC", "20500-0003", "US"));
        assertThat(Addresses.normalise(to("Leeds", null, "ls11aa", "uk")).postcode())
                .isEqualTo("LS1 1AA");
        assertThat(Addresses.normalise(to("Rio", "rj", "20040002", "BR")).postcode())
                .isEqualTo("20040-002");
    }

    @Test
    void normalising_twice_changes_nothing() {
        var random = new Random(5);
        for (var i = 0; i < 3_000; i++) {
            var once = Addresses.normalise(anyAddress(random));
            assertThat(Addresses.normalise(once)).isEqualTo(once);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "@example.com", "ann@", "ann smith@example.com"})
    void what_cannot_be_an_e_mail_address_is_a_problem(String email) {
        var address = new Address("Ann", null, "1 Main St", null, "Fort Myers", "FL", "33901", "US", null, email);

        assertThat(fields(address)).containsExactly("email");
    }

    @Test
    void nobody_to_deliver_to_is_a_problem_and_a_company_is_somebody() {
        var nobody = new Address(null, " ", "1 Main St", null, "Fort Myers", "FL", "33901", "US", null, null);
        var company = new Address(null, "Acme", "1 Main St", null, "Fort Myers", "FL", "33901", "US", null, null);

        assertThat(fields(nobody)).containsExactly("name");
        assertThat(fields(company)).isEmpty();
    }

    @Test
    void every_zip_in_the_table_lies_in_its_state() {
        var strays = new ArrayList<String>();
        Table.read("us_zip.tsv.gz", row -> {
            if (!Regions.of("US").mayHold(row[1], row[0])) {
                strays.add(row[0] + " " + row[1]);
            }
        });
        assertThat(strays).isEmpty();
    }

    @Test
    void every_example_postcode_is_accepted_by_its_own_country() {
        Table.read("address_formats.tsv", row -> {
            var pattern = AddressFormat.of(row[0]).postcode();
            if (pattern != null && !row[4].isEmpty()) {
                assertThat(Postcodes.normalise(row[0], row[4])).as(row[0]).matches(pattern);
                assertThat(Postcodes.normalise(row[0], row[4].replaceAll("[ -]", "")))
                        .as(row[0])
                        .matches(pattern);
            }
        });
    }

    @Test
    void every_region_is_known_by_its_code_and_each_of_its_names() {
        Table.read("regions.tsv", row -> {
            assertThat(Regions.of(row[0]).codeOf(row[1])).as(row[0]).contains(row[1]);
            for (var name : row[2].split("~", -1)) {
                assertThat(name.isEmpty() || Regions.of(row[0]).codeOf(name).isPresent())
                        .as("%s %s", row[0], name)
                        .isTrue();
            }
        });
    }

    @Test
    void random_text_never_throws() {
        var random = new Random(6);
        for (var i = 0; i < 5_000; i++) {
            var address = anyAddress(random);
            assertThat(Addresses.check(address))
                    .allMatch(problem -> !problem.message().isEmpty());
            assertThat(Places.locate(address)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void naughty_strings_never_throw(boolean strict) throws IOException {
        var file = SharedData.folder("addresses/big_list_of_naughty_strings.json");
        var strings = new JsonMapper().readValue(Files.readString(file), String[].class);
        assertThat(strings).hasSizeGreaterThan(400);
        var strictness = strict ? Strictness.STRICT : Strictness.LENIENT;

        for (var s : strings) {
            for (var country : List.of("US", "CA", "BR", s)) {
                var address = new Address(s, s, s, s, s, s, s, country, s, s);
                assertThat(Addresses.check(address, strictness)).isNotNull();
                assertThat(Places.locate(address)).isNotNull();
            }
            assertThat(Addresses.check(new Address(s, s, "1", s, "Fort Myers", "FL", "33901", "US", s, s), strictness))
                    .as(s)
                    .allMatch(p -> p.message().contains("characters")
                            || p.message().contains("U+")
                            || p.field().equals("name")
                            || p.field().equals("email"));
        }
    }

    private static Address anyAddress(Random random) {
        var countries = new ArrayList<>(Countries.codes());
        countries.sort(String::compareTo);
        return new Address(
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                countries.get(random.nextInt(countries.size())),
                text(random),
                text(random));
    }

    private static @Nullable String text(Random random) {
        if (random.nextInt(8) == 0) {
            return null;
        }
        var out = new StringBuilder();
        var length = random.nextInt(12);
        for (var i = 0; i < length; i++) {
            var wild = random.nextInt(6) == 0;
            out.append(wild ? (char) random.nextInt(0x10000) : "0123456789ABCxyz -.'".charAt(random.nextInt(20)));
        }
        return out.toString();
    }
}
