package wharf.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    Path directory;

    @Test
    void isDurableAndClosedToTheNetwork() throws Exception {
        try (var server = TestServers.start(directory);
                var connection = Jdbc.connect(server.url("wharf"), server.superuser(), "test")) {
            var expected = Map.of(
                    "fsync", "on",
                    "synchronous_commit", "on",
                    "full_page_writes", "on",
                    "data_checksums", "on",
                    "listen_addresses", "127.0.0.1",
                    "unix_socket_directories", "",
                    "password_encryption", "scram-sha-256");
            for (var name : expected.keySet())
                assertThat(Jdbc.text(connection, "show " + name)).as(name).isEqualTo(expected.get(name));
            assertThat(Jdbc.texts(connection, "select distinct auth_method from pg_hba_file_rules"))
                    .containsExactly("scram-sha-256");
            assertThat(Jdbc.texts(connection, "select extname from pg_extension"))
                    .contains("pg_trgm", "btree_gist", "pgcrypto", "pg_stat_statements", "unaccent");
        }
    }
}
