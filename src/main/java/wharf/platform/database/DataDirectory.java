package wharf.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL data directory: made whole or not at all, and refused when it is not ours to run. */
final class DataDirectory {
    private static final String ELSEWHERE = "Fix that, or name another directory by wharf.database.directory.";

    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
    }

    /** Parent directories are made; the real path is kept, since PostgreSQL reports that one. */
    static DataDirectory at(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        var parent = absolute.getParent();
        if (parent == null) throw new DatabaseCannotStart("A data directory cannot be " + absolute + ".", ELSEWHERE);
        try {
            Files.createDirectories(parent);
            var real = parent.toRealPath().resolve(absolute.getFileName());
            var directory = new DataDirectory(Files.exists(real) ? real.toRealPath() : real);
            directory.requireUsable(parent);
            return directory;
        } catch (IOException e) {
            throw cannotUse(absolute, e);
        }
    }

    Path path() {
        return path;
    }

    boolean isMissing() {
        return !Files.exists(path.resolve("PG_VERSION"));
    }

    /** Makes the cluster on first use, beside its place and moved there when complete. */
    Credentials credentials(PostgresSoftware software) {
        try {
            if (isMissing()) create(software);
            return Credentials.read(path);
        } catch (NoSuchFileException e) {
            throw new DatabaseCannotStart(
                    "The data directory " + path + " has no file " + Credentials.FILE + ", which holds its passwords.",
                    "Restore that file from a backup of the directory.",
                    e);
        } catch (IOException e) {
            throw cannotUse(path, e);
        }
    }

    private void requireUsable(Path parent) throws IOException {
        if (!Files.exists(path)) {
            requireWritable(parent);
            return;
        }
        if (!Files.isDirectory(path)) throw new DatabaseCannotStart(path + " is not a directory.", ELSEWHERE);
        requireOurs();
        requireWritable(path);
        var version = path.resolve("PG_VERSION");
        if (Files.exists(version)) requireMajor(Files.readString(version).strip());
        else if (!Directories.isEmpty(path))
            throw new DatabaseCannotStart(path + " holds files, but is no PostgreSQL data directory.", ELSEWHERE);
    }

    private void requireMajor(String major) {
        if (major.equals(PostgresSoftware.MAJOR)) return;
        throw new DatabaseCannotStart(
                "The data directory " + path + " was made by PostgreSQL " + major
                        + "; the embedded server is PostgreSQL " + PostgresSoftware.MAJOR + ".",
                "Dump it with a PostgreSQL " + major
                        + " and restore the dump into a new directory, or upgrade it by pg_upgrade,"
                        + " or name another directory by wharf.database.directory.");
    }

    /** PostgreSQL run by root in a user namespace sees every foreign owner as itself, then fails obscurely. */
    private void requireOurs() throws IOException {
        if (OperatingSystem.isWindows()) return;
        var owner = Files.getOwner(path).getName();
        var user = System.getProperty("user.name");
        if (owner.equals(user)) return;
        throw new DatabaseCannotStart(
                "The data directory " + path + " belongs to " + owner + ", but Wharf runs as " + user + ".",
                "Run Wharf as " + owner + ", or change the owner of the directory and all it holds.");
    }

    private static void requireWritable(Path directory) {
        if (!Files.isWritable(directory))
            throw new DatabaseCannotStart("The directory " + directory + " is not writable.", ELSEWHERE);
    }

    private void create(PostgresSoftware software) throws IOException {
        var partial = path.resolveSibling(path.getFileName() + ".new");
        Directories.deleteRecursively(partial);
        Files.createDirectory(partial);
        var credentials = Credentials.random();
        var passwordFile = partial.resolve("password");
        Credentials.writeSecret(passwordFile, credentials.superuser().password());
        var cluster = partial.resolve("cluster");
        initdb(software, cluster, passwordFile);
        credentials.write(cluster);
        Files.move(cluster, path, StandardCopyOption.ATOMIC_MOVE);
        Directories.deleteRecursively(partial);
    }

    /** The built-in locale sorts alike on every machine, so that an index never breaks by an update of a C library. */
    private void initdb(PostgresSoftware software, Path cluster, Path passwordFile) {
        var command = new ArrayList<>(List.of(software.command("initdb")));
        command.addAll(List.of("--pgdata=" + cluster, "--username=postgres", "--pwfile=" + passwordFile));
        command.addAll(List.of("--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions"));
        command.addAll(List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        var output = OperatingSystem.runAsPostgres(command, Duration.ofMinutes(2));
        if (output.failed())
            throw new DatabaseCannotStart(
                    "Cannot make the data directory " + path + ":\n" + output.text() + "\n", ELSEWHERE);
    }

    private static DatabaseCannotStart cannotUse(Path path, IOException e) {
        return new DatabaseCannotStart("Cannot use the data directory " + path + ": " + e + ".", ELSEWHERE, e);
    }
}
