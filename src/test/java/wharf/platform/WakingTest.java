package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.platform.database.DedicatedConnections;
import wharf.shared.MerchantId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@WharfTest
class WakingTest {
    private static final int AT_MOST_MILLIS = 2000;

    @Autowired
    Pipeline pipeline;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DedicatedConnections connections;

    @Autowired
    Scenery scenery;

    @Test
    void who_queues_work_wakes_the_workers_but_not_in_a_rush() throws SQLException {
        var merchant = scenery.merchant();
        try (var listener = connections.open("listener")) {
            try (var statement = listener.createStatement()) {
                statement.execute("listen " + Work.CHANNEL);
            }
            var heard = listener.unwrap(PGConnection.class);

            queued("RUSHED", merchant, true);
            queued("CALM", merchant, false);

            // In the order of their commits: had the first woken anybody, it would be heard before the second.
            assertThat(heard.getNotifications(AT_MOST_MILLIS))
                    .extracting(note -> note.getParameter())
                    .containsExactly("CALM");
        } finally {
            scenery.inTransaction(() -> jdbc.sql("delete from work where step in ('RUSHED', 'CALM')")
                    .update());
        }
    }

    private void queued(String step, MerchantId merchant, boolean rush) {
        var work = new Work(jdbc, pipeline, Traces.none(), WorkPauseTest.under(() -> rush));
        scenery.inTransaction(() -> {
            work.add(step, List.of(new Work.Subject(UUID.randomUUID(), merchant)));
            return true;
        });
    }
}
