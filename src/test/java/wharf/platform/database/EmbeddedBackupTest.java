package wharf.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wharf.shared.Refusal;

class EmbeddedBackupTest {
    private static final int ENOUGH = 300;

    @TempDir
    Path parent;

    @Test
    void a_copy_made_under_writes_starts_with_all_that_was_acknowledged_before_it_and_nothing_torn() throws Exception {
        var target = parent.resolve("backup/postgres");
        Files.createDirectories(target.getParent());
        int before;
        try (var server = TestServers.start(parent, TestServers.freePort())) {
            var acknowledged = new AtomicInteger();
            var writer = writing(server, acknowledged);
            await().until(() -> acknowledged.get() >= ENOUGH);
            before = acknowledged.get();
            new EmbeddedBackup(server).to(target);
            writer.interrupt();
            writer.join();
        }

        try (var restored = EmbeddedPostgres.start(new EmbeddedPostgres.Settings(
                target, TestServers.settings(parent, 1).software(), TestServers.freePort(), Map.of()))) {
            var numbers = TestServers.read(restored).stream()
                    .map(Integer::valueOf)
                    .sorted()
                    .toList();
            assertThat(numbers).hasSizeGreaterThanOrEqualTo(before);
            assertThat(numbers)
                    .isEqualTo(IntStream.range(0, numbers.size()).boxed().toList());
            TestServers.write(restored, "1000000");
        }
    }

    @Test
    void a_copy_never_lands_on_something_that_is_there() throws Exception {
        try (var server = TestServers.start(parent, TestServers.freePort())) {
            assertThatThrownBy(() -> new EmbeddedBackup(server).to(parent))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("does not exist yet");
        }
    }

    /** Commits one number after the other, each durable when it is counted, until interrupted. */
    private static Thread writing(EmbeddedPostgres server, AtomicInteger acknowledged) throws Exception {
        var connection = Jdbc.connect(server.url("wharf"), server.access().owner(), "test");
        Jdbc.execute(connection, "create table kept (text text)");
        return Thread.ofPlatform().start(() -> {
            try (connection) {
                while (!Thread.currentThread().isInterrupted()) {
                    Jdbc.executeFormatted(connection, "insert into kept values (%L)", "" + acknowledged.get());
                    acknowledged.incrementAndGet();
                }
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
