package wharf.devices;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import wharf.devices.LocalAuthority.Pair;

/**
 * Keys and certificates on disk, readable by their owner only: the authority's, made at first use, and the server's, made anew when it nears
 * its end or the server goes by other names.
 */
final class TlsFiles {
    /** A third of its life is left. */
    static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path directory;

    TlsFiles(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    Path certificate() {
        return directory.resolve("server.crt");
    }

    Path key() {
        return directory.resolve("server.key");
    }

    private Path root() {
        return directory.resolve("authority.crt");
    }

    private Path rootKey() {
        return directory.resolve("authority.key");
    }

    /** The authority's certificate, for devices to trust. */
    String authority() throws IOException {
        return Files.readString(root(), StandardCharsets.US_ASCII);
    }

    /** SHA-256 of the authority's certificate, as phones show it. */
    String fingerprint() throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(LocalAuthority.certificate(authority()).getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /**
     * Sees to it that there is a certificate for these names with life left in it.
     *
     * @return whether it was made anew
     */
    boolean prepare(List<String> names, String authorityName, Instant now) throws IOException {
        create();
        // Nodes that share the directory make one authority, and one pair of key and certificate.
        try (var file = FileChannel.open(
                        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var alone = file.lock()) {
            return prepareAlone(names, authorityName, now);
        }
    }

    private boolean prepareAlone(List<String> names, String authorityName, Instant now) throws IOException {
        if (!Files.exists(root()) || !Files.exists(rootKey())) {
            var fresh = LocalAuthority.root(authorityName, now);
            Files.deleteIfExists(root());
            write(rootKey(), fresh.key());
            write(root(), fresh.certificate());
        }
        if (good(names, now)) return false;
        var authority =
                LocalAuthority.of(new Pair(authority(), Files.readString(rootKey(), StandardCharsets.US_ASCII)));
        var server = authority.server(names, now);
        // Killed in between, it is made anew: a certificate never stands beside another's key.
        Files.deleteIfExists(certificate());
        write(key(), server.key());
        write(certificate(), server.certificate());
        return true;
    }

    private boolean good(List<String> names, Instant now) throws IOException {
        if (!Files.exists(certificate()) || !Files.exists(key())) return false;
        if (Files.getLastModifiedTime(certificate()).compareTo(Files.getLastModifiedTime(root())) < 0) return false;
        try {
            return counts(Files.readString(certificate(), StandardCharsets.US_ASCII), names, now);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** One made by a clock that ran ahead would not count for devices that have the right time. */
    private static boolean counts(String pem, List<String> names, Instant now) throws IOException {
        return !LocalAuthority.begin(pem).isAfter(now)
                && LocalAuthority.end(pem).isAfter(now.plus(RENEW_BEFORE))
                && new HashSet<>(LocalAuthority.names(pem))
                        .containsAll(names.stream().map(LocalAuthority::spelled).toList());
    }

    private void create() throws IOException {
        if (Files.isDirectory(directory)) return;
        if (POSIX)
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        else Files.createDirectories(directory);
    }

    /** Whole or not at all, and never readable by others, not even for a moment. */
    private void write(Path file, String pem) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (POSIX)
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                fresh,
                pem,
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.DSYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
