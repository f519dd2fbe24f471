package wharf.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops a server by {@code pg_ctl}, which detaches it from this process and its terminal. */
final class PostgresControl {
    private static final Logger logger = LoggerFactory.getLogger(PostgresControl.class);
    private static final long LARGEST_LOG_BYTES = 10_000_000;
    private static final int QUOTED_LOG_BYTES = 2_000;

    private final PostgresSoftware software;
    private final Path directory;

    PostgresControl(PostgresSoftware software, Path directory) {
        this.software = software;
        this.directory = directory;
    }

    Path log() {
        return directory.resolve("server.log");
    }

    /**
     * Returns when the server takes connections; {@code pg_ctl} notices at once when it ends instead.
     *
     * @param recovery how long the server may take to replay its log
     * @param patience how long processes of a killed server may take to leave the shared memory
     */
    void start(Duration recovery, Duration patience) throws IOException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            rotateLog();
            long logStart = Files.exists(log()) ? Files.size(log()) : 0;
            var output = control(recovery, "start", "-l", log().toString());
            if (!output.failed()) return;
            var said = logSince(logStart);
            boolean leftovers = said.contains("pre-existing shared memory block");
            if (!leftovers || System.nanoTime() > deadline) throw cannotStart(output, said);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    void stop() {
        var output = control(Duration.ofMinutes(2), "stop", "-m", "fast");
        if (output.failed()) logger.warn("PostgreSQL on {} did not stop: {}", directory, output.text());
        else logger.info("PostgreSQL on {} stopped", directory);
    }

    private OperatingSystem.Output control(Duration timeout, String verb, String... options) {
        var command = new ArrayList<>(List.of(software.command("pg_ctl"), verb, "-D", directory.toString(), "-w"));
        command.addAll(List.of("-t", Long.toString(timeout.toSeconds())));
        command.addAll(List.of(options));
        try {
            return OperatingSystem.runAsPostgres(command, timeout.plusSeconds(5));
        } catch (UncheckedIOException e) {
            return new OperatingSystem.Output(-1, String.valueOf(e.getMessage()));
        }
    }

    private DatabaseCannotStart cannotStart(OperatingSystem.Output output, String said) {
        return new DatabaseCannotStart(
                "PostgreSQL does not start on " + directory + ":\n" + (said.isBlank() ? output.text() : said) + "\n",
                "Its log is " + log() + ".");
    }

    private void rotateLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > LARGEST_LOG_BYTES)
            Files.move(log(), directory.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }

    private String logSince(long start) throws IOException {
        if (!Files.exists(log())) return "";
        var bytes = Files.readAllBytes(log());
        int from = Math.max((int) Math.min(start, bytes.length), bytes.length - QUOTED_LOG_BYTES);
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8).strip();
    }
}
