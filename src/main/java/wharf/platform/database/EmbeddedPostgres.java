package wharf.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable PostgreSQL of our own, on the loopback address, that outlives this process when it is killed. A start adopts the
 * server that still runs on the same directory and port, or recovers what a killed one left. A server that dies is started again.
 * The last process that uses it stops it on {@link #close()}.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String DATABASE = "wharf";
    private static final Duration RECOVERY = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);
    private static final int LONGEST_PAUSE_SHIFT = 5;

    /** File locks do not work between the threads of one process. */
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private final Settings settings;
    private final PostgresSoftware software;
    private final Path directory;
    private final NodeLock nodes;
    private final Credentials credentials;
    private final PostgresControl control;
    private volatile boolean closed;
    private volatile long pid;

    /**
     * Where a server is and how it runs.
     *
     * @param directory the data directory, made on first use
     * @param software where PostgreSQL's programs are unpacked to
     * @param port on 127.0.0.1
     * @param overrides settings of PostgreSQL that win over all others; tests trade durability for speed by them
     */
    public record Settings(Path directory, Path software, int port, Map<String, String> overrides) {}

    /**
     * Starts the server of a directory, or adopts it.
     *
     * @throws DatabaseCannotStart within 5 seconds, unless PostgreSQL is still recovering
     */
    public static EmbeddedPostgres start(Settings settings) {
        ONE_AT_A_TIME.lock();
        try {
            OperatingSystem.requireAbleToRunPostgres();
            var directory = DataDirectory.at(settings.directory());
            var nodes = new NodeLock(directory.path());
            try (var ignored = nodes.startingOrStopping()) {
                return new EmbeddedPostgres(settings, directory, nodes);
            } catch (IOException | RuntimeException e) {
                nodes.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed(e);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    /** Stops the server a killed process left on a directory, unless another process uses it; nothing there is fine. */
    public static void stopAbandoned(Settings settings) {
        ONE_AT_A_TIME.lock();
        try {
            var directory = settings.directory().toRealPath();
            var running = PostmasterFile.read(directory).flatMap(file -> file.server(directory));
            if (running.isEmpty()) return;
            try (var nodes = new NodeLock(directory);
                    var ignored = nodes.startingOrStopping()) {
                if (nodes.hasOthers()) return;
                new PostgresControl(PostgresSoftware.unpacked(settings.software()), directory).stop();
            }
        } catch (NoSuchFileException e) {
            log.debug("Nothing to stop on {}", settings.directory());
        } catch (IOException e) {
            throw failed(e);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private EmbeddedPostgres(Settings settings, DataDirectory data, NodeLock nodes) throws IOException {
        this.settings = settings;
        this.directory = data.path();
        this.nodes = nodes;
        if (data.isMissing()) PortProbe.requireFree(settings.port());
        this.software = PostgresSoftware.unpacked(settings.software());
        this.credentials = data.credentials(software);
        this.control = new PostgresControl(software, directory);
        bringUp();
        prepare();
        Thread.ofPlatform().daemon().name("postgres-watch").start(this::watch);
    }

    public DatabaseAccess access() {
        return new DatabaseAccess(url(DATABASE), credentials.owner(), credentials.app());
    }

    /** For tests and for maintenance; the application never runs as this role. */
    public Login superuser() {
        return credentials.superuser();
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + settings.port() + "/" + database;
    }

    /** Its data directory. */
    Path directory() {
        return directory;
    }

    /** Process id of the server. */
    public long pid() {
        return pid;
    }

    private void bringUp() throws IOException {
        var found = PostmasterFile.read(directory);
        if (found.isPresent()) {
            if (found.get().server(directory).isPresent()) {
                if (adopt(found.get())) return;
            } else if (found.get().isProcessAlive()) {
                log.warn(
                        "Process {} in postmaster.pid of {} is no server of ours: removing the file",
                        found.get().pid(),
                        directory);
                Files.deleteIfExists(directory.resolve(PostmasterFile.NAME));
            }
        }
        startServer();
    }

    /** False when the server went away meanwhile or was stopped because it listens on another port. */
    private boolean adopt(PostmasterFile found) throws IOException {
        var server = found.server(directory);
        var latest = awaitReady(found);
        if (latest == null || server.isEmpty()) return false;
        if (latest.port() != settings.port()) {
            leave(latest);
            return false;
        }
        requireOurs();
        pid = latest.pid();
        log.info("Adopted the PostgreSQL that still runs on {} (process {})", directory, pid);
        return true;
    }

    private void leave(PostmasterFile running) throws IOException {
        if (nodes.hasOthers())
            throw new DatabaseCannotStart(
                    "Another process of Wharf uses " + directory + " through port " + running.port() + ".",
                    "Set wharf.database.port to " + running.port() + " here too, or stop that process.");
        log.info(
                "Stopping the PostgreSQL that still runs on port {}; the configured one is {}",
                running.port(),
                settings.port());
        control.stop();
    }

    /** The file as soon as the server is ready; null when it is gone. */
    private @Nullable PostmasterFile awaitReady(PostmasterFile found) throws IOException {
        var deadline = System.nanoTime() + RECOVERY.toNanos();
        var latest = found;
        while (!latest.isReady()) {
            if (System.nanoTime() > deadline)
                throw new DatabaseCannotStart(
                        "The PostgreSQL on " + directory + " is still " + latest.status() + " after "
                                + RECOVERY.toMinutes() + " min.",
                        "See its log, " + control.log() + ".");
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            var next = PostmasterFile.read(directory);
            if (next.isEmpty() || next.get().server(directory).isEmpty()) return null;
            latest = next.get();
        }
        return latest;
    }

    private void requireOurs() {
        try (var connection = connectAsSuperuser("postgres")) {
            var reported = Path.of(Jdbc.text(connection, "show data_directory")).toRealPath();
            if (reported.equals(directory)) return;
            throw new DatabaseCannotStart(
                    "The PostgreSQL on port " + settings.port() + " works on " + reported + ", not on " + directory
                            + ".",
                    "Stop that one, or name another port by wharf.database.port.");
        } catch (SQLException | IOException e) {
            throw new DatabaseCannotStart(
                    "A PostgreSQL runs on " + directory + " but does not let us in: " + e.getMessage() + ".",
                    "Stop process " + pidText() + " (kill -INT), then start again.",
                    e);
        }
    }

    private String pidText() {
        try {
            return PostmasterFile.read(directory)
                    .map(file -> Long.toString(file.pid()))
                    .orElse("?");
        } catch (IOException e) {
            return "?";
        }
    }

    private void startServer() throws IOException {
        PortProbe.requireFree(settings.port());
        ServerConfiguration.write(directory, software, settings.port(), settings.overrides());
        long start = System.nanoTime();
        control.start(RECOVERY, PATIENCE);
        pid = PostmasterFile.read(directory)
                .orElseThrow(() -> new IOException("PostgreSQL left no " + PostmasterFile.NAME))
                .pid();
        log.info(
                "PostgreSQL on {} listens on port {} (process {}, up in {} ms)",
                directory,
                settings.port(),
                pid,
                (System.nanoTime() - start) / 1_000_000);
    }

    private void prepare() {
        try (var connection = connectAsSuperuser("postgres")) {
            EmbeddedRoles.create(connection, DATABASE, credentials);
        } catch (SQLException e) {
            throw failed(e);
        }
        try (var connection = connectAsSuperuser(DATABASE)) {
            Extensions.create(connection);
            EmbeddedRoles.ownSchema(connection, credentials);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private Connection connectAsSuperuser(String database) throws SQLException {
        return Jdbc.connect(url(database) + "?requireAuth=scram-sha-256", credentials.superuser(), "wharf-start");
    }

    /** Asks rather than waits for the exit: a dead server that nobody reaps never exits, in a container above all. */
    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(WATCH_INTERVAL.toNanos());
            if (!closed && !PostmasterFile.isPostgres(pid)) revive();
        }
    }

    /** The server died under us: killed, or out of memory. Its data is safe; the pools connect anew. */
    private void revive() {
        for (int attempt = 0; !closed; attempt++) {
            log.error("PostgreSQL on {} is gone (process {}); starting it again", directory, pid);
            if (revived()) return;
            var pause = Duration.ofSeconds(1L << Math.min(attempt, LONGEST_PAUSE_SHIFT));
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private boolean revived() {
        ONE_AT_A_TIME.lock();
        try (var ignored = nodes.startingOrStopping()) {
            if (!closed) bringUp();
            return true;
        } catch (IOException | RuntimeException e) {
            log.error("PostgreSQL on {} cannot be started again", directory, e);
            return false;
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    /** Stops the server unless another process uses it. */
    @Override
    public void close() {
        ONE_AT_A_TIME.lock();
        try {
            if (closed) return;
            closed = true;
            stopIfLast();
        } catch (IOException e) {
            log.warn("PostgreSQL on {} was left running", directory, e);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private void stopIfLast() throws IOException {
        try (nodes;
                var ignored = nodes.startingOrStopping()) {
            if (nodes.hasOthers()) log.info("PostgreSQL on {} is left to the other processes that use it", directory);
            else if (PostmasterFile.isPostgres(pid)) control.stop();
        }
    }

    private static DatabaseCannotStart failed(Exception e) {
        return new DatabaseCannotStart(
                "The embedded PostgreSQL cannot be prepared: " + e.getMessage() + ".",
                "See the cause below, or set wharf.database.url to an external PostgreSQL.",
                e);
    }
}
