package wharf.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

/** Durable servers of the tests' own, each in its own directory. */
final class TestServers {
    static final Path SOFTWARE = Path.of("target", "postgres", "software");

    private TestServers() {}

    static EmbeddedPostgres start(Path parent) {
        return start(parent, freePort());
    }

    static EmbeddedPostgres start(Path parent, int port) {
        return EmbeddedPostgres.start(settings(parent, port));
    }

    static EmbeddedPostgres.Settings settings(Path parent, int port) {
        return new EmbeddedPostgres.Settings(parent.resolve("postgres"), SOFTWARE, port, Map.of());
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
