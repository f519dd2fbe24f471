package wharf.platform.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import wharf.shared.Lane;

/**
 * {@code wharf.database.*}.
 *
 * @param url JDBC URL of an external PostgreSQL; without it the embedded one is used
 * @param owner login of the external database's owner
 * @param app login of the application there
 * @param directory data directory of the embedded server
 * @param software where its programs are unpacked to; beside the data directory by default
 * @param port the embedded server's, on the loopback address
 * @param pool connections per lane
 * @param connectionTimeout how long a caller waits for a connection; a busy node says so rather than stall
 * @param leakThreshold a connection held longer is logged with the stack that took it
 */
@ConfigurationProperties(DatabaseSettings.PREFIX)
record DatabaseSettings(
        @Nullable String url,
        @DefaultValue Role owner,
        @DefaultValue Role app,
        @DefaultValue("./data/postgres") Path directory,
        @Nullable Path software,
        @DefaultValue("54329") int port,
        @DefaultValue Pool pool,
        @DefaultValue("800ms") Duration connectionTimeout,
        @DefaultValue("30s") Duration leakThreshold) {

    static final String PREFIX = "wharf.database";

    record Role(@Nullable String username, @Nullable String password) {}

    record Pool(
            @DefaultValue("16") int screen,
            @DefaultValue("8") int background,
            @DefaultValue("4") int intake) {
        int of(Lane lane) {
            return switch (lane) {
                case SCREEN -> screen;
                case BACKGROUND -> background;
                case INTAKE -> intake;
            };
        }
    }

    boolean isExternal() {
        return url != null && !url.isBlank();
    }

    DatabaseAccess external() {
        if (url == null || !url.startsWith("jdbc:postgresql:"))
            throw new DatabaseCannotStart(
                    "wharf.database.url is " + url + ".", "It must look like jdbc:postgresql://host:5432/database.");
        return new DatabaseAccess(url, login(owner, "owner", "wharf_owner"), login(app, "app", "wharf_app"));
    }

    EmbeddedPostgres.Settings embedded() {
        var beside = directory.toAbsolutePath().normalize().resolveSibling("software");
        return new EmbeddedPostgres.Settings(directory, software == null ? beside : software, port, Map.of());
    }

    private static Login login(Role role, String kind, String usualName) {
        if (role.password() == null)
            throw new DatabaseCannotStart(
                    "wharf.database.url is set, but wharf.database." + kind + ".password is not.",
                    "Set it, and wharf.database." + kind + ".username unless that is " + usualName + ".");
        return new Login(role.username() == null ? usualName : role.username(), role.password());
    }
}
