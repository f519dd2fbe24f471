package wharf.platform.database;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** Passwords of an embedded server, random per data directory, in a file only its owner reads. */
record Credentials(Login superuser, Login owner, Login app) {
    static final String FILE = "wharf.credentials";

    private static final SecureRandom RANDOM = new SecureRandom();

    static Credentials random() {
        return new Credentials(
                new Login("postgres", password()),
                new Login("wharf_owner", password()),
                new Login("wharf_app", password()));
    }

    static Credentials read(Path dataDirectory) throws IOException {
        var file = dataDirectory.resolve(FILE);
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new Credentials(
                login(file, properties, "postgres"),
                login(file, properties, "wharf_owner"),
                login(file, properties, "wharf_app"));
    }

    void write(Path dataDirectory) throws IOException {
        var lines = new StringBuilder(
                "# Passwords of this server's roles. Keep with the data directory; without them it cannot be used.\n");
        for (var login : new Login[] {superuser, owner, app})
            lines.append(login.username()).append('=').append(login.password()).append('\n');
        writeSecret(dataDirectory.resolve(FILE), lines.toString());
    }

    static void writeSecret(Path file, String content) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (posix)
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
    }

    private static Login login(Path file, Properties properties, String role) throws IOException {
        var password = properties.getProperty(role);
        if (password == null) throw new IOException("No password of " + role + " in " + file);
        return new Login(role, password);
    }

    private static String password() {
        var bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
