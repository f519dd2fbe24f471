package wharf.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.endpoints.Api;
import wharf.testing.WharfTest;

@WharfTest
class ExhaustedPoolTest {
    private static final int MORE_THAN_ANY_POOL = 500;

    private final DataSource connections;

    @LocalServerPort
    int port;

    @Autowired
    ExhaustedPoolTest(DataSource connections) {
        this.connections = connections;
    }

    @Test
    void without_a_free_connection_the_answer_is_busy_within_a_second_not_a_fault() throws SQLException {
        var taken = takeAll();
        try {
            var since = System.nanoTime();
            // Whose token it is has to be looked up, so that it fails while authenticating.
            var answer = Api.program(port, "wharf_never-seen-before").get("/api/v1/users");
            var took = Duration.ofNanos(System.nanoTime() - since);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(took).isLessThan(Duration.ofMillis(1500));
        } finally {
            for (var connection : taken) connection.close();
        }
    }

    /** Every connection of the lane that requests draw from, which is also this thread's. */
    private List<Connection> takeAll() throws SQLException {
        var taken = new ArrayList<Connection>();
        try {
            while (taken.size() < MORE_THAN_ANY_POOL) taken.add(connections.getConnection());
        } catch (SQLTransientConnectionException empty) {
            return taken;
        }
        throw new IllegalStateException("the pool has no bound");
    }
}
