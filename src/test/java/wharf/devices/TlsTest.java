package wharf.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

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

    /** Tomcat with the second door. */
    private static final class Served implements AutoCloseable {
        private final TlsConnector connector;
        private final org.springframework.boot.web.server.WebServer server;
        private final int port;

        private Served(TlsSettings settings) {
            connector = new TlsConnector(settings);
            port = settings.port();
            var factory = new TomcatServletWebServerFactory(0);
            factory.setAddress(InetAddress.getLoopbackAddress());
            connector.customize(factory);
            server = factory.getWebServer();
            server.start();
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
