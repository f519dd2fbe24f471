package wharf.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@Core
class CoreTest {
    @Test
    void theCoreRunsOnTheServerItIsSaidToRunOn() throws SQLException {
        try (var connection = Postgres.connectAsOwner(Postgres.newDatabase());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select current_setting('server_version')")) {
            assertThat(rows.next()).isTrue();
            if (TestServer.isDebianWanted()) assertThat(rows.getString(1)).contains("Debian");
        }
    }
}
