package wharf.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import wharf.platform.database.DatabaseAccess;
import wharf.platform.database.EmbeddedPostgres;

/** A server of this JVM alone, in a directory named after its process; clears away what killed test JVMs left. */
final class EmbeddedTestServer implements TestServer {
    private static final Path ROOT = Path.of("target", "postgres");
    private static final Path SOFTWARE = ROOT.resolve("software");
    private static final String PREFIX = "jvm-";

    /** Nobody needs test data after a power failure. */
    private static final Map<String, String> FAST = Map.of(
            "fsync", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "shared_buffers", "128MB",
            "max_connections", "200");

    private final Path directory;
    private final EmbeddedPostgres postgres;
    private int databases;

    EmbeddedTestServer() throws IOException {
        Files.createDirectories(ROOT);
        clearAbandoned();
        directory = ROOT.resolve(PREFIX + ProcessHandle.current().pid());
        postgres = EmbeddedPostgres.start(settings(directory));
    }

    @Override
    public DatabaseAccess create() {
        var name = "wharf_test_" + ++databases;
        var superuser = postgres.superuser();
        var access = postgres.access();
        try (var connection = DriverManager.getConnection(
                        postgres.url("postgres"), superuser.username(), superuser.password());
                var statement = connection.createStatement()) {
            statement.execute(
                    "create database " + name + " owner " + access.owner().username());
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create " + name, e);
        }
        return new DatabaseAccess(postgres.url(name), access.owner(), access.app());
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        FileSystemUtils.deleteRecursively(directory);
    }

    private static EmbeddedPostgres.Settings settings(Path directory) {
        return new EmbeddedPostgres.Settings(directory.resolve("data"), SOFTWARE, freePort(), FAST);
    }

    private static void clearAbandoned() throws IOException {
        try (Stream<Path> directories = Files.list(ROOT)) {
            directories.filter(EmbeddedTestServer::isAbandoned).forEach(EmbeddedTestServer::clear);
        }
    }

    private static boolean isAbandoned(Path directory) {
        var name = directory.getFileName().toString();
        return name.startsWith(PREFIX)
                && ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length())))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }

    private static void clear(Path directory) {
        try {
            EmbeddedPostgres.stopAbandoned(settings(directory));
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
