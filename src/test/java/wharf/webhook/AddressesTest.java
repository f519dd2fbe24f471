package wharf.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import wharf.shared.Refusal;

/** Nobody has Wharf knock at doors within its own network. */
class AddressesTest {
    private final Addresses abroad = new Addresses(false);
    private final Addresses here = new Addresses(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1:a00:1::808:808",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::",
                "3fff::1",
                "fc00::1",
                "fd12:3456:789a::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void what_is_not_public_is_not_connected_to(String address) {
        assertThat(Addresses.isPublic(InetAddress.ofLiteral(address)))
                .as(address)
                .isFalse();
        assertThat(abroad.mayConnect(InetAddress.ofLiteral(address)))
                .as(address)
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.1.1",
                "198.17.0.1",
                "223.255.255.254",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1"
            })
    void what_is_public_is(String address) {
        assertThat(Addresses.isPublic(InetAddress.ofLiteral(address)))
                .as(address)
                .isTrue();
    }

    @Test
    void however_an_address_of_a_private_network_is_written_it_is_private() throws UnknownHostException {
        var random = new SplittableRandom(42);
        for (int i = 0; i < 2000; i++) {
            int b = random.nextInt(256);
            int c = random.nextInt(256);
            int d = random.nextInt(256);
            byte[] four = {10, (byte) b, (byte) c, (byte) d};
            byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 255, (byte) 255, 10, (byte) b, (byte) c, (byte) d};
            byte[] nat = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, 10, (byte) b, (byte) c, (byte) d};
            for (var bytes : new byte[][] {four, mapped, nat})
                assertThat(Addresses.isPublic(InetAddress.getByAddress(bytes))).isFalse();
        }
    }

    @Test
    void only_a_demo_of_its_own_reaches_this_computer_unasked() {
        var demo = new MockEnvironment().withProperty("server.address", "127.0.0.1");
        assertThat(new Addresses(demo).checked("http://127.0.0.1/hook")).hasHost("127.0.0.1");

        for (var setting : List.of(
                "wharf.demo=false", "wharf.database.url=jdbc:postgresql://db/wharf", "server.address=0.0.0.0")) {
            var parts = setting.split("=", 2);
            var other = new MockEnvironment()
                    .withProperty("server.address", "127.0.0.1")
                    .withProperty(parts[0], parts[1]);
            assertThatThrownBy(() -> new Addresses(other).checked("https://127.0.0.1/hook"))
                    .as(setting)
                    .isInstanceOf(Refusal.class);
        }
    }

    @Test
    void a_loopback_address_is_reached_only_where_that_is_wished_and_a_private_one_never() {
        assertThat(here.mayConnect(InetAddress.getLoopbackAddress())).isTrue();
        assertThat(here.mayConnect(InetAddress.ofLiteral("10.0.0.1"))).isFalse();
        assertThat(here.checked("http://127.0.0.1:8080/hook")).hasPort(8080);
        assertThat(here.checked("http://localhost/hook")).hasHost("localhost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/hook",
                "http://example.com/hook",
                "ftp://example.com/",
                "file:///etc/passwd",
                "https://user:secret@example.com/",
                "https://example.com/#part",
                "https://localhost/",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data/",
                "https://[fd00::1]/",
                "https://2130706433/",
                "https://127.1/",
                "https://999.1.1.1/",
                "https://example.com:0/",
                "https://exa mple.com/",
                "https:///hook"
            })
    void what_is_no_public_https_address_is_refused_with_its_field(String url) {
        assertThatThrownBy(() -> abroad.checked(url))
                .isInstanceOf(Refusal.class)
                .satisfies(refused -> assertThat(((Refusal) refused).problems())
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.field()).isEqualTo("url")));
    }

    @Test
    void a_public_https_address_is_taken() {
        assertThat(abroad.checked("https://hooks.example.com:8443/wharf?shop=1"))
                .hasPort(8443);
    }
}
