package wharf.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    static Path parent;

    static EmbeddedPostgres server;

    @BeforeAll
    static void start() {
        server = TestServers.start(parent, TestServers.freePort());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void survivesAPowerFailureWithAllItAcknowledged() throws Exception {
        var expected =
                Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on", "data_checksums", "on");
        try (var connection = Jdbc.connect(server.url("wharf"), server.access().app(), "test")) {
            for (var setting : expected.entrySet())
                assertThat(Jdbc.text(connection, "show " + setting.getKey()))
                        .as(setting.getKey())
                        .isEqualTo(setting.getValue());
        }
    }

    @Test
    void isClosedToTheNetworkAndAsksForPasswords() throws Exception {
        try (var connection = Jdbc.connect(server.url("wharf"), server.superuser(), "test")) {
            assertThat(Jdbc.text(connection, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(Jdbc.text(connection, "show unix_socket_directories")).isEmpty();
            assertThat(Jdbc.text(connection, "show password_encryption")).isEqualTo("scram-sha-256");
            assertThat(Jdbc.texts(connection, "select distinct auth_method from pg_hba_file_rules"))
                    .containsExactly("scram-sha-256");
        }
    }

    @Test
    void keepsItsPasswordsInAFileOnlyItsOwnerReads() throws Exception {
        var file = TestServers.directory(parent).resolve(Credentials.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(server.access().app().password()).hasSizeGreaterThan(30);
        assertThat(server.access().toString())
                .doesNotContain(server.access().app().password());
    }

    @Test
    void hasTheExtensions() throws Exception {
        try (var connection = Jdbc.connect(server.url("wharf"), server.superuser(), "test")) {
            assertThat(Jdbc.texts(connection, "select extname from pg_extension"))
                    .contains("pg_trgm", "btree_gist", "pgcrypto", "pg_stat_statements", "unaccent");
            assertThat(Jdbc.truth(connection, "select count(*) > 0 from pg_stat_statements"))
                    .isTrue();
        }
    }

    @Test
    void givesTheDatabaseToTheOwnerAndNothingToTheApplication() throws Exception {
        try (var connection = Jdbc.connect(server.url("wharf"), server.superuser(), "test")) {
            assertThat(Jdbc.text(
                            connection,
                            "select pg_get_userbyid(datdba) from pg_database where datname = current_database()"))
                    .isEqualTo("wharf_owner");
            assertThat(Jdbc.text(
                            connection, "select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'public'"))
                    .isEqualTo("wharf_owner");
            assertThat(Jdbc.texts(connection, """
                            select rolname from pg_roles
                            where rolname like 'wharf%' and rolcanlogin
                              and not (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)
                            order by rolname
                            """)).containsExactly("wharf_app", "wharf_owner");
        }
    }

    @Test
    void sortsAndFoldsTextTheSameOnEveryMachine() throws Exception {
        try (var connection = Jdbc.connect(server.url("wharf"), server.access().app(), "test")) {
            assertThat(Jdbc.text(connection, "select lower('ÄÉŁ')")).isEqualTo("äéł");
            assertThat(
                            Jdbc.text(
                                    connection,
                                    "select datlocprovider::text || ' ' || datlocale from pg_database where datname = current_database()"))
                    .isEqualTo("b C.UTF-8");
        }
    }
}
