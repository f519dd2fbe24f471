package wharf.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class FromHereTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,       127.0.0.1:8080,       true",
        "127.0.0.1,       localhost,            true",
        "127.0.0.1,       LocalHost:8080,       true",
        "127.0.0.1,       wharf.localhost:8080, true",
        "0:0:0:0:0:0:0:1, [::1]:8080,           true",
        "::1,             localhost:8080,       true",
        "192.168.1.7,     localhost:8080,       false",
        "203.0.113.7,     127.0.0.1:8080,       false",
        "somewhere,       127.0.0.1:8080,       false",
        "127.0.0.1,       wharf.example,        false",
        "127.0.0.1,       localhost.example,    false",
        "127.0.0.1,       127.0.0.1.example,    false",
        "127.0.0.1,       192.168.1.5:8080,     false",
        "127.0.0.1,       '',                   false",
        "127.0.0.1,       'a b',                false",
        "127.0.0.1,       x@127.0.0.1@evil,     false",
    })
    void only_loopback_asks_from_here_and_only_for_a_name_of_this_computer(String from, String host, boolean here) {
        assertThat(FromHere.is(request(from, host))).isEqualTo(here);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"})
    void what_a_proxy_adds_says_that_somebody_else_asks(String header) {
        var request = request("127.0.0.1", "127.0.0.1:8080");
        request.addHeader(header, "127.0.0.1");

        assertThat(FromHere.is(request)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, true",
        "http://localhost:8080, true",
        "http://[::1]:8080,     true",
        "https://wharf.example, false",
        "null,                  true",
        "'',                    false",
    })
    void a_form_comes_from_no_page_of_another_computer(String origin, boolean here) {
        var request = request("127.0.0.1", "127.0.0.1:8080");
        request.addHeader("Origin", origin);

        assertThat(FromHere.is(request)).isEqualTo(here);
    }

    @Test
    void without_a_name_nobody_knows_what_was_meant() {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr("127.0.0.1");

        assertThat(FromHere.is(request)).isFalse();
    }

    private static MockHttpServletRequest request(String from, String host) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(from);
        request.addHeader("Host", host);
        return request;
    }
}
