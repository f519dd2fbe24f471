package wharf.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's own commands. PostgreSQL refuses to run as root; root runs it in a user namespace
 * without any mapping, where it is nobody, while its files stay owned by root.
 */
final class OperatingSystem {
    private static final String NAME = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);

    private OperatingSystem() {}

    record Output(int exitCode, String text) {
        boolean failed() {
            return exitCode != 0;
        }
    }

    static boolean isWindows() {
        return NAME.startsWith("windows");
    }

    static boolean isMac() {
        return NAME.startsWith("mac");
    }

    static boolean isLinux() {
        return NAME.startsWith("linux");
    }

    static boolean isRoot() {
        try {
            return isLinux() && Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    static void requireAbleToRunPostgres() {
        if (!isRoot()) return;
        if (runs("unshare", "-U", "true")) return;
        throw new DatabaseCannotStart(
                "PostgreSQL refuses to run as root, and this machine lets root make no user namespace (unshare -U).",
                "Run Wharf as an ordinary user, or set wharf.database.url to an external PostgreSQL.");
    }

    private static boolean runs(String... command) {
        try {
            return !run(List.of(command), Duration.ofSeconds(5)).failed();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    static Output runAsPostgres(List<String> command, Duration timeout) {
        var full = new ArrayList<String>();
        if (isRoot()) full.addAll(List.of("unshare", "-U"));
        full.addAll(command);
        return run(full, timeout);
    }

    /** Output goes through a file: a server left behind by the command would hold a pipe open for ever. */
    private static Output run(List<String> command, Duration timeout) {
        try {
            var text = Files.createTempFile("wharf-", ".out");
            try {
                var builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(text.toFile());
                builder.environment().put("LC_ALL", "C");
                builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
                var process = builder.start();
                process.getOutputStream().close();
                boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) process.destroyForcibly().waitFor();
                var output = Files.readString(text, StandardCharsets.UTF_8).strip();
                return ended
                        ? new Output(process.exitValue(), output)
                        : new Output(-1, output + " (stopped after " + timeout.toSeconds() + " s)");
            } finally {
                Files.deleteIfExists(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + command.getFirst() + " ran", e);
        }
    }
}
