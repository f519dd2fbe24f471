package wharf.devices.agent;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The agent's directory: whom it belongs to, and its journal. Readable by its owner only, where the file system can say so. */
final class AgentHome {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path directory;
    private final JsonMapper json;

    AgentHome(Path directory, JsonMapper json) {
        this.directory = directory;
        this.json = json;
    }

    /** What is kept. @param code by which it joined; used up, and good for nothing but to know it again */
    record Identity(
            String server,
            String name,
            String secret,
            @Nullable String code) {
        @Override
        public String toString() {
            return "Identity[" + server + ", " + name + "]";
        }
    }

    void create() throws IOException {
        if (Files.isDirectory(directory)) return;
        if (POSIX)
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        else Files.createDirectories(directory);
    }

    Optional<Identity> identity() throws IOException {
        var file = directory.resolve("agent.json");
        if (!Files.exists(file)) return Optional.empty();
        try {
            return Optional.of(json.readValue(Files.readAllBytes(file), Identity.class));
        } catch (JacksonException unreadable) {
            throw new IOException(file + " cannot be read; join again with --code.", unreadable);
        }
    }

    /** Whole or not at all. */
    void keep(Identity identity) throws IOException {
        var fresh = directory.resolve("agent.json.new");
        Files.deleteIfExists(fresh);
        if (POSIX)
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(
                fresh,
                json.writeValueAsBytes(identity),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.DSYNC);
        Files.move(
                fresh,
                directory.resolve("agent.json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    Journal journal() throws IOException {
        return Journal.open(directory.resolve("journal"));
    }
}
