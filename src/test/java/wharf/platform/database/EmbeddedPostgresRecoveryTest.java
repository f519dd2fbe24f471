package wharf.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does to servers and to processes what power, operators and the kernel do. */
class EmbeddedPostgresRecoveryTest {
    @TempDir
    Path parent;

    final int port = TestServers.freePort();

    @AfterEach
    void stopWhatAFailedTestLeft() {
        EmbeddedPostgres.stopAbandoned(TestServers.settings(parent, port));
    }

    @Test
    void aRestartKeepsDataAndPasswords() throws Exception {
        try (var server = TestServers.start(parent, port)) {
            TestServers.write(server, "first");
        }
        try (var server = TestServers.start(parent, port)) {
            assertThat(TestServers.read(server)).containsExactly("first");
        }
    }

    @Test
    void closingStopsTheServer() {
        var server = TestServers.start(parent, port);
        assertThat(TestServers.isAlive(server.pid())).isTrue();
        server.close();
        assertThat(TestServers.isAlive(server.pid())).isFalse();
        assertThat(TestServers.directory(parent).resolve(PostmasterFile.NAME)).doesNotExist();
    }

    @Test
    @Tag("slow")
    void aServerKilledUnderUsIsStartedAgainWithItsData() throws Exception {
        try (var server = TestServers.start(parent, port)) {
            TestServers.write(server, "acknowledged");
            long killed = server.pid();
            TestServers.kill(killed);
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(TestServers.read(server)).containsExactly("acknowledged"));
            await().atMost(Duration.ofSeconds(5)).until(() -> server.pid() != killed);
        }
    }

    @Test
    @Tag("slow")
    void theServerOfAKilledProcessIsAdopted() throws Exception {
        long orphan;
        try (var child = new ChildNode(parent, port)) {
            orphan = child.serverPid();
            child.kill();
        }
        assertThat(TestServers.isAlive(orphan)).isTrue();
        try (var server = TestServers.start(parent, port)) {
            assertThat(server.pid()).isEqualTo(orphan);
            TestServers.write(server, "after");
            assertThat(TestServers.read(server)).containsExactly("after");
        }
        assertThat(TestServers.isAlive(orphan)).isFalse();
    }

    @Test
    @Tag("slow")
    void theServerOfAKilledProcessMovesToTheConfiguredPort() throws Exception {
        long orphan;
        try (var child = new ChildNode(parent, TestServers.freePort())) {
            orphan = child.serverPid();
            child.kill();
        }
        try (var server = TestServers.start(parent, port)) {
            assertThat(server.pid()).isNotEqualTo(orphan);
            assertThat(TestServers.isAlive(orphan)).isFalse();
            TestServers.write(server, "moved");
        }
    }

    @Test
    @Tag("slow")
    void bothKilledLoseNothingAcknowledged() throws Exception {
        try (var child = new ChildNode(parent, port)) {
            try (var server = TestServers.start(parent, port)) {
                TestServers.write(server, "acknowledged");
            }
            child.kill();
            TestServers.kill(child.serverPid());
            assertThat(TestServers.directory(parent).resolve(PostmasterFile.NAME))
                    .exists();
        }
        try (var server = TestServers.start(parent, port)) {
            assertThat(TestServers.read(server)).containsExactly("acknowledged");
        }
    }

    @Test
    @Tag("slow")
    void theLastOfTwoProcessesStopsTheServer() throws Exception {
        var server = TestServers.start(parent, port);
        try (var child = new ChildNode(parent, port)) {
            assertThat(child.serverPid()).isEqualTo(server.pid());
            server.close();
            assertThat(TestServers.isAlive(child.serverPid())).isTrue();
            child.endNormally();
            assertThat(TestServers.isAlive(child.serverPid())).isFalse();
        }
    }

    @Test
    void aStaleFileThatNamesALivingStrangerIsCleared() throws Exception {
        try (var server = TestServers.start(parent, port)) {
            TestServers.write(server, "kept");
        }
        var directory = TestServers.directory(parent);
        var stale = "%d%n%s%n1700000000%n%d%n%n127.0.0.1%n  123456 7%nready   %n"
                .formatted(ProcessHandle.current().pid(), directory, port);
        Files.writeString(directory.resolve(PostmasterFile.NAME), stale);
        try (var server = TestServers.start(parent, port)) {
            assertThat(TestServers.read(server)).containsExactly("kept");
        }
    }

    @Test
    void anInterruptedFirstStartIsMadeAnew() throws Exception {
        Files.createDirectories(
                parent.resolve("postgres.new").resolve("cluster").resolve("base"));
        Files.writeString(parent.resolve("postgres.new").resolve("cluster").resolve("PG_VERSION"), "18\n");
        try (var server = TestServers.start(parent, port)) {
            TestServers.write(server, "works");
            assertThat(parent.resolve("postgres.new")).doesNotExist();
        }
    }
}
