package wharf.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class DemoSettingsTest {
    /** Everybody knows the demo's people: nobody else's computer may be them unless that is said in so many words. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, '',    '',                     '',    true",
        "localhost, '',    '',                     '',    true",
        "127.0.0.1, false, '',                     '',    false",
        "127.0.0.1, false, '',                     true,  false",
        "127.0.0.1, '',    jdbc:postgresql://db/w, '',    false",
        "127.0.0.1, true,  jdbc:postgresql://db/w, '',    true",
        "0.0.0.0,   '',    '',                     '',    false",
        "0.0.0.0,   '',    '',                     true,  false",
        "0.0.0.0,   true,  '',                     '',    false",
        "'',        true,  '',                     '',    false",
        "10.0.0.5,  true,  '',                     false, false",
        "0.0.0.0,   true,  '',                     true,  true",
    })
    void doors_open_to_this_computer_or_to_everybody_if_told_so(
            String address, String demo, String url, String toEverybody, boolean open) {
        var environment = new MockEnvironment()
                .withProperty("server.address", address)
                .withProperty("wharf.demo", demo)
                .withProperty("wharf.database.url", url)
                .withProperty("wharf.demo.public", toEverybody);

        assertThat(new DemoSettings(environment).mayHaveDoors()).isEqualTo(open);
    }
}
