package wharf.platform.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once per build of theirs from the jar they come in.
 *
 * @param home holds {@code bin}, {@code lib} and {@code share}
 */
record PostgresSoftware(Path home) {
    static final String MAJOR = "18";

    private static final Logger log = LoggerFactory.getLogger(PostgresSoftware.class);

    /** Unpacks into a directory named after the archive's checksum; processes that do so at once wait for the first. */
    static synchronized PostgresSoftware unpacked(Path cache) {
        var archive = archive();
        try {
            var home = cache.toAbsolutePath().normalize().resolve(name(archive));
            if (!Files.isDirectory(home)) unpack(archive, home);
            return new PostgresSoftware(home);
        } catch (IOException e) {
            throw new DatabaseCannotStart(
                    "Cannot unpack PostgreSQL into " + cache + ": " + e + ".",
                    "Make that directory writable with 100 MB free, or name another one by wharf.database.software.",
                    e);
        }
    }

    String command(String name) {
        return home.resolve("bin")
                .resolve(OperatingSystem.isWindows() ? name + ".exe" : name)
                .toString();
    }

    boolean hasLibrary(String name) throws IOException {
        try (var files = Files.walk(home.resolve("lib"))) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith(name + "."));
        }
    }

    private static URL archive() {
        var name = "postgres-" + system() + "-" + architecture() + ".txz";
        var url = PostgresSoftware.class.getClassLoader().getResource(name);
        if (url == null)
            throw new DatabaseCannotStart(
                    "No embedded PostgreSQL for this machine (" + name + " is not on the class path).",
                    "Set wharf.database.url to an external PostgreSQL.");
        return url;
    }

    private static String system() {
        if (OperatingSystem.isWindows()) return "windows";
        return OperatingSystem.isMac() ? "darwin" : "linux";
    }

    private static String architecture() {
        var architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> architecture;
        };
    }

    /** The checksum stands in the jar's directory, so that nothing needs to be read for it. */
    private static String name(URL archive) throws IOException {
        var connection = archive.openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection jar) {
            try (var file = jar.getJarFile()) {
                return "postgresql-%s-%08x"
                        .formatted(MAJOR, file.getEntry(jar.getEntryName()).getCrc());
            }
        }
        return "postgresql-%s-%d".formatted(MAJOR, connection.getContentLengthLong());
    }

    private static void unpack(URL archive, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        var lock = home.resolveSibling("unpacking.lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            if (Files.isDirectory(home)) return;
            log.info("Unpacking PostgreSQL {} into {}", MAJOR, home);
            var partial = home.resolveSibling("unpacking");
            Directories.deleteRecursively(partial);
            Files.createDirectory(partial);
            try (var in = new BufferedInputStream(archive.openStream())) {
                extract(in, partial);
            }
            Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void extract(InputStream archive, Path target) throws IOException {
        var tar = new TarArchiveInputStream(new XZInputStream(archive));
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            var path = target.resolve(entry.getName()).normalize();
            if (!path.startsWith(target))
                throw new IOException("Archive entry outside its directory: " + entry.getName());
            if (entry.isDirectory()) Files.createDirectories(path);
            else extract(entry, tar, path);
        }
    }

    private static void extract(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        boolean executable = (entry.getMode() & 0100) != 0;
        if (executable && !OperatingSystem.isWindows())
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
