package wharf.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot succeed says what is wrong and what to do, within five seconds. */
class EmbeddedPostgresRefusalTest {
    @TempDir
    Path parent;

    final int port = TestServers.freePort();

    @Test
    void aDataDirectoryOfAnotherMajorVersion() throws Exception {
        Files.createDirectory(TestServers.directory(parent));
        Files.writeString(TestServers.directory(parent).resolve("PG_VERSION"), "17\n");
        var refusal = refusalOfStart();
        assertThat(refusal.problem()).contains("made by PostgreSQL 17", "is PostgreSQL 18");
        assertThat(refusal.remedy()).contains("wharf.database.directory");
    }

    @Test
    void aPortTakenByAnotherProgram() throws Exception {
        try (var ignored = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            var refusal = refusalOfStart();
            assertThat(refusal.problem()).contains("Port " + port, "another program");
            assertThat(refusal.remedy()).contains("wharf.database.port");
        }
    }

    @Test
    void aPortTakenByAnotherPostgres(@TempDir Path elsewhere) throws Exception {
        try (var stranger = TestServers.start(elsewhere, port)) {
            var refusal = refusalOfStart();
            assertThat(refusal.problem()).contains("Port " + port, "another PostgreSQL");
            assertThat(TestServers.isAlive(stranger.pid())).isTrue();
            TestServers.write(stranger, "untouched");
        }
    }

    /** The stranger's number in our own file must not make it ours. */
    @Test
    @Tag("slow")
    void aPostgresOfAnotherDirectoryNamedInOurFile(@TempDir Path elsewhere) throws Exception {
        TestServers.start(parent, TestServers.freePort()).close();
        try (var stranger = TestServers.start(elsewhere, port)) {
            Files.copy(
                    TestServers.directory(elsewhere).resolve(PostmasterFile.NAME),
                    TestServers.directory(parent).resolve(PostmasterFile.NAME));
            assertThat(refusalOfStart().problem()).contains("another PostgreSQL");
            assertThat(TestServers.isAlive(stranger.pid())).isTrue();
        }
    }

    @Test
    void aFileInPlaceOfTheDirectory() throws Exception {
        Files.writeString(TestServers.directory(parent), "not a directory");
        assertThat(refusalOfStart().problem()).contains("is not a directory");
    }

    @Test
    void aDirectoryThatHoldsOtherThings() throws Exception {
        Files.createDirectory(TestServers.directory(parent));
        Files.writeString(TestServers.directory(parent).resolve("thesis.txt"), "precious");
        assertThat(refusalOfStart().problem()).contains("no PostgreSQL data directory");
        assertThat(TestServers.directory(parent).resolve("thesis.txt")).hasContent("precious");
    }

    @Test
    void aDirectoryOfSomebodyElse() throws Exception {
        assumeTrue(OperatingSystem.isRoot(), "only root can give a directory away");
        Files.createDirectory(TestServers.directory(parent));
        Files.setAttribute(TestServers.directory(parent), "unix:uid", 65534);
        var refusal = refusalOfStart();
        assertThat(refusal.problem()).contains("belongs to nobody");
        assertThat(refusal.remedy()).contains("Run Wharf as nobody");
    }

    @Test
    void aDirectoryThatCannotBeWritten() throws Exception {
        assumeTrue(!OperatingSystem.isRoot(), "root may write everywhere");
        assertThat(parent.toFile().setWritable(false)).isTrue();
        var refusal = refusalOfStart();
        assertThat(parent.toFile().setWritable(true)).isTrue();
        assertThat(refusal.problem()).contains("is not writable");
    }

    @Test
    void lostPasswords() throws Exception {
        TestServers.start(parent, port).close();
        Files.delete(TestServers.directory(parent).resolve(Credentials.FILE));
        assertThat(refusalOfStart().remedy()).contains("Restore that file");
    }

    @Test
    void aMistakeInTheLocalSettingsIsQuoted() throws Exception {
        TestServers.start(parent, port).close();
        Files.writeString(TestServers.directory(parent).resolve("local.conf"), "shared_buffers = 'plenty'\n");
        assertThat(refusalOfStart().problem()).contains("shared_buffers", "plenty");
    }

    private DatabaseCannotStart refusalOfStart() {
        long start = System.nanoTime();
        var refusal = catchThrowableOfType(
                DatabaseCannotStart.class, () -> TestServers.start(parent, port).close());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(refusal).as("refusal").isNotNull();
        return refusal;
    }
}
