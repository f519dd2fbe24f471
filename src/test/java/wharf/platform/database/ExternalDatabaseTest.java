package wharf.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of somebody else's, on which we are given an owner and perhaps a role for the application. */
class ExternalDatabaseTest {
    private static final int PORT = TestServers.freePort();

    @TempDir
    static Path parent;

    static EmbeddedPostgres server;

    final Login owner = randomLogin("owner_");
    final Login app = randomLogin("app_");

    @BeforeAll
    static void start() {
        server = TestServers.start(parent, PORT);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void giveUsAnOwnerAndADatabase() throws SQLException {
        asSuperuser("create role %I login createrole password %L", owner.username(), owner.password());
        asSuperuser("create database %I owner %I", owner.username(), owner.username());
    }

    @Test
    void theOwnerMakesTheApplicationsRoleAndTheExtensions() throws SQLException {
        ExternalDatabase.prepare(access());
        try (var connection = Jdbc.connect(access().url(), app, "test")) {
            assertThat(Jdbc.texts(connection, "select extname from pg_extension"))
                    .contains("pg_trgm", "btree_gist", "pgcrypto", "unaccent");
            assertThat(Jdbc.truth(connection, """
                            select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole
                            from pg_roles where rolname = current_user
                            """)).isFalse();
        }
    }

    @Test
    void aSecondStartFindsAllInPlace() {
        ExternalDatabase.prepare(access());
        assertThatCode(() -> ExternalDatabase.prepare(access())).doesNotThrowAnyException();
    }

    @Test
    void aRoleOfTheApplicationThatIsSuperuserIsRefused() throws SQLException {
        asSuperuser("create role %I login superuser password %L", app.username(), app.password());
        assertThat(refusal().problem()).contains("superuser", "every merchant's rows");
    }

    @Test
    void aRoleOfTheApplicationThatBypassesRowLevelSecurityIsRefused() throws SQLException {
        asSuperuser("create role %I login bypassrls password %L", app.username(), app.password());
        assertThat(refusal().remedy()).contains("nobypassrls");
    }

    @Test
    void aRoleOfTheApplicationThatMayActAsTheOwnerIsRefused() throws SQLException {
        asSuperuser("create role %I login password %L", app.username(), app.password());
        asSuperuser("grant %I to %I", owner.username(), app.username());
        assertThat(refusal().problem()).contains("may act as the owner");
    }

    @Test
    void theOwnerItselfIsRefusedAsTheApplication() {
        var refusal = catchThrowableOfType(
                DatabaseCannotStart.class,
                () -> ExternalDatabase.prepare(new DatabaseAccess(server.url(owner.username()), owner, owner)));
        assertThat(refusal.problem()).contains("may act as the owner");
    }

    @Test
    void anOwnerThatMayNotMakeTheRoleSaysWhoMay() throws SQLException {
        asSuperuser("alter role %I nocreaterole", owner.username());
        assertThat(refusal().remedy()).contains("Have an administrator run: create role " + app.username());
    }

    @Test
    void aWrongPasswordIsNamedByItsSetting() throws SQLException {
        asSuperuser("create role %I login password %L", app.username(), "another");
        assertThat(refusal().remedy()).contains("wharf.database.app.password");
    }

    @Test
    void versionsBefore15AreRefused() {
        var refusal = catchThrowableOfType(DatabaseCannotStart.class, () -> ExternalDatabase.requireVersion(140019));
        assertThat(refusal.problem()).contains("PostgreSQL 14", "15 or newer");
        assertThatCode(() -> ExternalDatabase.requireVersion(150000)).doesNotThrowAnyException();
    }

    private DatabaseAccess access() {
        return new DatabaseAccess(server.url(owner.username()), owner, app);
    }

    private DatabaseCannotStart refusal() {
        var refusal = catchThrowableOfType(DatabaseCannotStart.class, () -> ExternalDatabase.prepare(access()));
        assertThat(refusal).as("refusal").isNotNull();
        return refusal;
    }

    private static void asSuperuser(String format, String... arguments) throws SQLException {
        try (var connection = Jdbc.connect(server.url("postgres"), server.superuser(), "test")) {
            Jdbc.executeFormatted(connection, format, arguments);
        }
    }

    private static Login randomLogin(String prefix) {
        var random = UUID.randomUUID().toString();
        return new Login(prefix + random.substring(0, 8), random);
    }
}
