package wharf.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import wharf.platform.database.DatabaseAccess;

/**
 * The PostgreSQL that Debian packages, run by {@code ops/debian-postgres} for this JVM alone; clears away what killed test JVMs left. The
 * directory is not below {@code target}, as another user may have to reach it.
 */
final class DebianTestServer implements TestServer {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final Path ROOT = Path.of(System.getProperty("java.io.tmpdir"));
    private static final String OPTION = "-Dwharf.test.database.";
    private static final Pattern OURS = Pattern.compile("wharf-debian-(\\d+)-(\\d+)");

    private final Path directory;
    private final ExternalTestServer server;

    DebianTestServer() throws IOException {
        clearAbandoned();
        int port = freePort();
        directory = ROOT.resolve("wharf-debian-" + ProcessHandle.current().pid() + "-" + port);
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        var options = options(script("start", directory, port));
        server = new ExternalTestServer(
                options.getOrDefault("url", ""),
                options.getOrDefault("username", ""),
                options.getOrDefault("password", ""));
    }

    static boolean isInstalled() {
        if (!Files.isDirectory(INSTALLED)) return false;
        try (var versions = Files.list(INSTALLED)) {
            return versions.anyMatch(version -> Files.isExecutable(version.resolve("bin/pg_ctl")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DatabaseAccess create() {
        return server.create();
    }

    @Override
    public void close() throws IOException {
        clear(directory);
    }

    private static void clearAbandoned() throws IOException {
        try (var directories = Files.list(ROOT)) {
            for (var directory :
                    directories.filter(DebianTestServer::isAbandoned).toList()) clear(directory);
        }
    }

    private static boolean isAbandoned(Path directory) {
        var name = OURS.matcher(directory.getFileName().toString());
        return name.matches()
                && ProcessHandle.of(Long.parseLong(name.group(1)))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }

    private static void clear(Path directory) throws IOException {
        var name = OURS.matcher(directory.getFileName().toString());
        if (name.matches() && Files.exists(directory.resolve("cluster")))
            script("stop", directory, Integer.parseInt(name.group(2)));
        Files.deleteIfExists(directory);
    }

    private static String script(String verb, Path directory, int port) throws IOException {
        var command = List.of(
                "ops/debian-postgres", verb, directory.resolve("cluster").toString(), Integer.toString(port));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) throw new IOException(String.join(" ", command) + ": " + output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while " + String.join(" ", command), e);
        }
        return output;
    }

    /** The script prints options for Maven. */
    private static Map<String, String> options(String printed) {
        return Arrays.stream(printed.split("\\s+"))
                .filter(word -> word.startsWith(OPTION))
                .map(option -> option.substring(OPTION.length()).split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[1]));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
