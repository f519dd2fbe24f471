package wharf.fire;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import wharf.Wharf;
import wharf.endpoints.Api;

/** A node of Wharf in a process of its own: the real program, with its work loop, to be killed. */
final class Node implements AutoCloseable {
    /** What {@link Runtime#halt} ends with at a kill point, as a process does that {@code kill -9} ends. */
    static final int KILLED = 137;

    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    private final Process process;
    private final int port;
    private final Path log;

    private Node(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Starts a node with these settings and waits until it answers. */
    static Node start(String name, Map<String, String> settings) {
        var node = launch(name, settings, List.of());
        await(name + " started")
                .dontCatchUncaughtExceptions()
                .atMost(LONGEST_START)
                .ignoreExceptions()
                .until(node::answers);
        return node;
    }

    /** Runs a command of Wharf, such as {@code check}, to its end. */
    static Node run(String command, Map<String, String> settings) {
        var node = launch(command, settings, List.of(command));
        try {
            if (!node.process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) node.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return node;
    }

    private static Node launch(String name, Map<String, String> settings, List<String> arguments) {
        try {
            int port = freePort();
            var directory = Files.createDirectories(Path.of("target", "fire"));
            var log = directory.resolve(name.replaceAll("[^A-Za-z0-9.-]", "-") + "-" + port + ".log");
            var process = new ProcessBuilder(command(port, settings, arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new Node(process, port, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(int port, Map<String, String> settings, List<String> arguments) {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx400m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-Dserver.port=" + port,
                "-Dspring.main.banner-mode=off",
                "-Dwharf.work.enabled=true",
                "-Dwharf.database.pool.screen=4",
                "-Dwharf.database.pool.background=4",
                "-Dwharf.database.pool.intake=2"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Wharf.class.getName()));
        command.addAll(arguments);
        return command;
    }

    private boolean answers() {
        if (!process.isAlive()) throw new AssertionError("The node ended at once: " + output());
        return Api.nobody(port).get("/login").statusCode() == 200;
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end of a node that gives no answer any more. */
    void awaitEnd() {
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    int exitCode() {
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9} does. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
