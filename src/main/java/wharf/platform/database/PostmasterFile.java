package wharf.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running server, or one that was killed, says of itself in {@code postmaster.pid}.
 *
 * @param port −1 while the server has not written it yet
 * @param status {@code starting}, {@code ready}, {@code stopping}; empty while unknown
 * @see <a href="https://www.postgresql.org/docs/18/storage-file-layout.html">Database file layout</a>
 */
record PostmasterFile(long pid, int port, String status) {
    static final String NAME = "postmaster.pid";

    static Optional<PostmasterFile> read(Path dataDirectory) throws IOException {
        try {
            return parse(Files.readAllLines(dataDirectory.resolve(NAME)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<PostmasterFile> parse(List<String> lines) {
        try {
            if (lines.isEmpty()) return Optional.empty();
            int port = lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : -1;
            var status = lines.size() > 7 ? lines.get(7).strip() : "";
            return Optional.of(
                    new PostmasterFile(Long.parseLong(lines.getFirst().strip()), port, status));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean isReady() {
        return status.equals("ready");
    }

    /** The process, if it lives and is a PostgreSQL at work in this directory: the number may have passed to another. */
    Optional<ProcessHandle> server(Path dataDirectory) {
        return ProcessHandle.of(pid)
                .filter(PostmasterFile::isPostgres)
                .filter(process -> worksIn(process, dataDirectory));
    }

    boolean isProcessAlive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    static boolean isPostgres(long pid) {
        return ProcessHandle.of(pid).filter(PostmasterFile::isPostgres).isPresent();
    }

    /** A process that is dead but not reaped counts as alive to the system, yet has no command. */
    private static boolean isPostgres(ProcessHandle process) {
        if (!process.isAlive()) return false;
        var command = process.info().command();
        if (command.isEmpty()) return !OperatingSystem.isLinux();
        return Path.of(command.get()).getFileName().toString().startsWith("postgres");
    }

    /** Where the system does not tell, it counts as ours: such a server is asked by SQL before it is adopted. */
    private static boolean worksIn(ProcessHandle process, Path dataDirectory) {
        if (!OperatingSystem.isLinux()) return true;
        try {
            return Path.of("/proc", Long.toString(process.pid()), "cwd")
                    .toRealPath()
                    .equals(dataDirectory);
        } catch (IOException e) {
            return false;
        }
    }
}
