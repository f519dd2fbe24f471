package wharf.platform.database;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Durable servers of the tests' own, each in its own directory, and what can be done to them. */
final class TestServers {
    private static final Path SOFTWARE = Path.of("target", "postgres", "software");

    private TestServers() {}

    static EmbeddedPostgres start(Path parent, int port) {
        return EmbeddedPostgres.start(settings(parent, port));
    }

    static EmbeddedPostgres.Settings settings(Path parent, int port) {
        return new EmbeddedPostgres.Settings(directory(parent), SOFTWARE, port, Map.of());
    }

    static Path directory(Path parent) {
        return parent.resolve("postgres");
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(EmbeddedPostgres server, String text) throws SQLException {
        try (var connection = Jdbc.connect(server.url("wharf"), server.access().owner(), "test")) {
            Jdbc.execute(connection, "create table if not exists kept (text text)");
            Jdbc.executeFormatted(connection, "insert into kept values (%L)", text);
        }
    }

    static List<String> read(EmbeddedPostgres server) throws SQLException {
        try (var connection = Jdbc.connect(server.url("wharf"), server.access().owner(), "test")) {
            return Jdbc.texts(connection, "select text from kept order by text");
        }
    }

    static boolean isAlive(long pid) {
        return PostmasterFile.isPostgres(pid);
    }

    /** As {@code kill -9} does; returns when the process is gone. */
    static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().until(() -> !isAlive(pid));
    }
}
