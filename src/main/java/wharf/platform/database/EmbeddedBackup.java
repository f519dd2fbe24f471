package wharf.platform.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wharf.shared.Refusal;

/**
 * A copy of the embedded server's files, made while it serves: a data directory that needs only to be put in its place and started. Follows
 * PostgreSQL's manual, "Making a Base Backup Using the Low Level API": what changes while it is copied is mended from the WAL that the copy
 * brings along, and a replication slot keeps that WAL until it is copied.
 */
final class EmbeddedBackup {
    private static final String WAL = "pg_wal";
    private static final Path CONTROL = Path.of("global", "pg_control");
    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "pg_internal.init");
    private static final Set<String> EMPTIED = Set.of(
            WAL, "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans");

    private final EmbeddedPostgres server;
    private final Path source;

    EmbeddedBackup(EmbeddedPostgres server) {
        this.server = server;
        this.source = server.directory();
    }

    /** Where the copy begins and ends in the WAL: names of its files. */
    private record Stretch(String first, String last) {
        boolean holds(String file) {
            return file.length() == first.length() && file.compareTo(first) >= 0 && file.compareTo(last) <= 0;
        }
    }

    private record Stopped(String label, @Nullable String tablespaces, String lastWal) {}

    /**
     * Makes the copy.
     *
     * @param target must not exist; appears when the copy is whole and on disk
     */
    void to(Path target) throws IOException, SQLException {
        if (Files.exists(target))
            throw Refusal.invalid("exists", "to", target.toString(), "Name a directory that does not exist yet.");
        var partial = target.resolveSibling(target.getFileName() + ".partial");
        Directories.deleteRecursively(partial);
        Files.createDirectories(partial);
        // PostgreSQL starts on no directory that others may look into.
        if (!OperatingSystem.isWindows())
            Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwx------"));
        try (var connection = Jdbc.connect(server.url("postgres"), server.superuser(), "wharf-backup")) {
            keepWal(connection);
            var first = Jdbc.text(connection, "select pg_walfile_name(pg_backup_start('wharf backup', true))");
            copyFiles(partial);
            copy(source.resolve(CONTROL), partial.resolve(CONTROL));
            var stopped = stop(connection);
            copyWal(partial, new Stretch(first, stopped.lastWal()));
            write(partial.resolve("backup_label"), stopped.label());
            if (stopped.tablespaces() != null && !stopped.tablespaces().isBlank())
                write(partial.resolve("tablespace_map"), stopped.tablespaces());
        }
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The slot goes with the connection. */
    private static void keepWal(Connection connection) throws SQLException {
        Jdbc.text(
                connection,
                "select slot_name::text from pg_create_physical_replication_slot('wharf_backup_' || pg_backend_pid(), true, true)");
    }

    private static Stopped stop(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                        "select labelfile, spcmapfile, pg_walfile_name(lsn) as wal from pg_backup_stop(false)");
                var row = statement.executeQuery()) {
            row.next();
            return new Stopped(row.getString("labelfile"), row.getString("spcmapfile"), row.getString("wal"));
        }
    }

    private void copyFiles(Path target) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                var relative = source.relativize(directory);
                if (directory.getFileName().toString().startsWith("pgsql_tmp")) return FileVisitResult.SKIP_SUBTREE;
                Files.createDirectories(target.resolve(relative));
                return EMPTIED.contains(relative.toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                var relative = source.relativize(file);
                if (!LEFT_OUT.contains(file.getFileName().toString()) && !relative.equals(CONTROL))
                    copy(file, target.resolve(relative));
                return FileVisitResult.CONTINUE;
            }

            /** Tables are dropped and files recycled while we copy; the WAL knows. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
                throw e;
            }
        });
    }

    private void copyWal(Path target, Stretch stretch) throws IOException {
        try (var files = Files.list(source.resolve(WAL))) {
            for (var file : files.toList())
                if (stretch.holds(file.getFileName().toString()))
                    copy(file, target.resolve(WAL).resolve(file.getFileName()));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (NoSuchFileException gone) {
            Files.deleteIfExists(to);
            return;
        }
        flush(to);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        flush(file);
    }

    private static void flush(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
