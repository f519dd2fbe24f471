package wharf.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.mock.web.MockHttpServletRequest;

/** Real handshakes against a real Tomcat, with a client that trusts the local authority and nobody else. */
class TlsTest {
    private static final List<String> NAMES = List.of("localhost", "127.0.0.1", "wharf.example");
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    Path directory;

    @Test
    void who_trusts_the_authority_shakes_hands_by_name_and_by_address() throws Exception {
        var settings = settings(null, null);
        try (var server = new Served(settings)) {
            assertThat(subjects(server.handshake(authority(), "localhost"))).contains("wharf.example");
            assertThat(server.handshake(authority(), "127.0.0.1")).isNotNull();
        }
    }

    @Test
    void who_does_not_trust_it_or_asks_for_another_name_goes_no_further() throws Exception {
        var settings = settings(null, null);
        try (var server = new Served(settings)) {
            var stranger = LocalAuthority.root("Another", NOW);
            assertThatThrownBy(() -> server.handshake(stranger.certificate(), "localhost"))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThatThrownBy(() -> server.handshake(authority(), "evil.example"))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void a_new_certificate_is_taken_without_a_restart() throws Exception {
        var settings = settings(null, null);
        try (var server = new Served(settings)) {
            var first = server.handshake(authority(), "localhost");
            Files.delete(directory.resolve("server.crt"));

            server.connector.look();

            var second = server.handshake(authority(), "localhost");
            assertThat(second.getSerialNumber()).isNotEqualTo(first.getSerialNumber());
        }
    }

    @Test
    void a_certificate_of_ones_own_is_served_as_it_is() throws Exception {
        var root = LocalAuthority.root("Company", Instant.now());
        var own = LocalAuthority.of(root).server(List.of("localhost"), Instant.now());
        var certificate = Files.writeString(directory.resolve("own.crt"), own.certificate());
        var key = Files.writeString(directory.resolve("own.key"), own.key());
        try (var server = new Served(settings(certificate, key))) {
            assertThat(server.handshake(root.certificate(), "localhost")).isNotNull();
            assertThat(Files.exists(directory.resolve("authority.key"))).isFalse();
        }
    }

    @Test
    void a_certificate_is_renewed_a_month_before_its_end_and_when_names_change_by_the_same_authority()
            throws Exception {
        var files = new TlsFiles(directory);
        assertThat(files.prepare(NAMES, "Wharf of test", NOW)).isTrue();
        var authority = files.authority();
        assertThat(files.prepare(NAMES, "Wharf of test", NOW)).isFalse();
        assertThat(files.prepare(NAMES, "Wharf of test", NOW.plus(Duration.ofDays(59))))
                .isFalse();

        assertThat(files.prepare(NAMES, "Wharf of test", NOW.plus(Duration.ofDays(61))))
                .isTrue();
        assertThat(files.prepare(List.of("localhost", "10.1.2.3"), "Wharf of test", NOW.plus(Duration.ofDays(61))))
                .isTrue();

        assertThat(files.authority()).isEqualTo(authority);
        var pem = Files.readString(files.certificate());
        assertThat(LocalAuthority.names(pem)).containsExactly("localhost", "10.1.2.3");
        assertThat(LocalAuthority.end(pem)).isEqualTo(NOW.plus(Duration.ofDays(151)));
    }

    @Test
    void keys_are_readable_by_their_owner_only() throws IOException {
        var files = new TlsFiles(directory.resolve("tls"));
        files.prepare(NAMES, "Wharf of test", NOW);
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
        assertThat(permissions(directory.resolve("tls"))).isEqualTo("rwx------");
        for (var name : List.of("authority.key", "server.key"))
            assertThat(permissions(directory.resolve("tls").resolve(name))).isEqualTo("rw-------");
    }

    @Test
    void killed_between_key_and_certificate_the_next_start_makes_both_anew() throws IOException {
        var files = new TlsFiles(directory);
        files.prepare(NAMES, "Wharf of test", NOW);
        Files.delete(files.certificate());

        assertThat(files.prepare(NAMES, "Wharf of test", NOW)).isTrue();
    }

    @Test
    void an_address_is_the_same_however_it_is_spelled() throws IOException {
        var files = new TlsFiles(directory);
        var names = List.of("fd00::5", "192.168.1.20", "wharf.local");
        assertThat(files.prepare(names, "Wharf of test", NOW)).isTrue();

        assertThat(files.prepare(names, "Wharf of test", NOW)).isFalse();
    }

    @Test
    void a_certificate_that_cannot_be_read_or_does_not_count_yet_is_made_anew() throws IOException {
        var files = new TlsFiles(directory);
        files.prepare(NAMES, "Wharf of test", NOW);
        Files.writeString(files.certificate(), "");
        assertThat(files.prepare(NAMES, "Wharf of test", NOW)).isTrue();

        Files.delete(files.certificate());
        files.prepare(NAMES, "Wharf of test", NOW.plus(Duration.ofDays(20)));
        assertThat(files.prepare(NAMES, "Wharf of test", NOW))
                .as("made by a clock that ran ahead")
                .isTrue();
    }

    @Test
    void what_is_no_name_is_refused_with_words() {
        for (var name : List.of("https://wharf.example", "wharf.example:8443", "300.1.2.3", "a b", "", "fe80::1%eth0"))
            assertThatThrownBy(
                            () -> new TlsSettings(8443, "0.0.0.0", List.of("ok.example", name), directory, null, null))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("wharf.tls.names");
        for (var name : List.of("*.wharf.example", "dock_7", "4f3a", "10.0.0.7", "fd00::5"))
            assertThat(new TlsSettings(8443, "0.0.0.0", List.of(name), directory, null, null).names())
                    .containsExactly(name);
    }

    @Test
    void a_code_leads_to_the_second_door_by_an_address_that_browsers_read() {
        var tls = new TlsSettings(8443, "::", List.of("fd00::5"), directory, null, null);
        var address = new DeviceAddress(tls);

        var handheld = address.code(new MockHttpServletRequest(), Device.Kind.HANDHELD, "One", "AAAA", "/devices");
        assertThat(handheld.link()).isEqualTo("https://[fd00::5]:8443/device/join/AAAA");
        assertThat(handheld.loopback()).isFalse();
        assertThat(address.code(new MockHttpServletRequest(), Device.Kind.AGENT, "Two", "AAAA", "/devices")
                        .link())
                .endsWith(" --ca=wharf-ca.crt");
    }

    @Test
    void people_are_told_addresses_that_lead_somewhere() {
        var names = List.of("*.wharf.example", "10.0.0.7");

        assertThat(new TlsSettings(8443, "0.0.0.0", names, directory, null, null).urls())
                .as("a pattern is no address")
                .containsExactly("https://10.0.0.7:8443");
        assertThat(new TlsSettings(8443, "127.0.0.1", names, directory, null, null).urls())
                .as("a door on loopback")
                .containsExactly("https://localhost:8443");
        assertThat(new TlsSettings(8443, "0.0.0.0", List.of("*.wharf.example"), directory, null, null).urls())
                .containsExactly("https://localhost:8443");
    }

    @Test
    void an_agent_is_told_of_wharfs_authority_only_where_it_vouches() {
        var own = new TlsSettings(
                8443, "0.0.0.0", List.of("wharf.example"), directory, Path.of("a.crt"), Path.of("a.key"));

        assertThat(new DeviceAddress(own)
                        .code(new MockHttpServletRequest(), Device.Kind.AGENT, "One", "AAAA", "/devices")
                        .link())
                .contains("--server=https://wharf.example:8443")
                .doesNotContain("--ca");
    }

    /** As many as wait may wait: no pool of threads is the limit. */
    @Test
    void the_second_door_serves_by_virtual_threads() throws Exception {
        try (var server = new Served(settings(null, null))) {
            assertThat(server.executor()).isInstanceOf(VirtualThreadExecutor.class);
        }
    }

    /** Wrong passwords are counted by address. */
    @Test
    void nobody_chooses_the_address_he_seems_to_come_from_at_the_second_door() throws Exception {
        try (var server = new Served(settings(null, null))) {
            var plain = URI.create("http://localhost:" + server.server.getPort() + "/");
            var second = URI.create("https://localhost:" + server.port + "/");

            assertThat(server.caller(plain, authority(), "203.0.113.7")).isEqualTo("203.0.113.7");
            assertThat(server.caller(second, authority(), "203.0.113.7")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void half_a_pair_of_ones_own_is_refused_with_words() {
        assertThatThrownBy(() -> settings(Path.of("a.crt"), null)).hasMessageContaining("go together");
    }

    private TlsSettings settings(
            @org.jspecify.annotations.Nullable Path certificate, @org.jspecify.annotations.Nullable Path key)
            throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new TlsSettings(socket.getLocalPort(), "127.0.0.1", NAMES, directory, certificate, key);
        }
    }

    private String authority() throws IOException {
        return new TlsFiles(directory).authority();
    }

    private static List<String> subjects(X509Certificate certificate) throws GeneralSecurityException {
        return certificate.getSubjectAlternativeNames().stream()
                .map(name -> String.valueOf(name.get(1)))
                .toList();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** Says who it thinks is calling. */
    private static final class Caller extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(request.getRemoteAddr());
        }
    }

    /** Tomcat with the second door. */
    private static final class Served implements AutoCloseable {
        private final TlsConnector connector;
        private final org.springframework.boot.web.server.WebServer server;
        private final int port;
        private final TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);

        private Served(TlsSettings settings) {
            connector = new TlsConnector(settings);
            port = settings.port();
            factory.setAddress(InetAddress.getLoopbackAddress());
            // As in Wharf, which believes the proxy before the plain door.
            factory.addEngineValves(new RemoteIpValve());
            connector.customize(factory);
            server = factory.getWebServer(
                    context -> context.addServlet("caller", new Caller()).addMapping("/"));
            server.start();
        }

        private Executor executor() {
            return factory.getAdditionalConnectors()
                    .getFirst()
                    .getProtocolHandler()
                    .getExecutor();
        }

        /** @param host asked for, and looked for in the certificate; the connection goes to loopback in any case */
        private X509Certificate handshake(String authority, String host) throws IOException, GeneralSecurityException {
            var factory = trusting(authority).getSocketFactory();
            try (var plain = new java.net.Socket(InetAddress.getLoopbackAddress(), port);
                    var socket = (SSLSocket) factory.createSocket(plain, host, port, true)) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return (X509Certificate) socket.getSession().getPeerCertificates()[0];
            }
        }

        private String caller(URI address, String authority, String forwardedFor) throws Exception {
            try (var client =
                    HttpClient.newBuilder().sslContext(trusting(authority)).build()) {
                var request = HttpRequest.newBuilder(address)
                        .header("X-Forwarded-For", forwardedFor)
                        .build();
                return client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body();
            }
        }

        private static SSLContext trusting(String authority) throws IOException, GeneralSecurityException {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "authority",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(authority.getBytes(StandardCharsets.US_ASCII))));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        }

        @Override
        public void close() {
            server.stop();
        }
    }
}
