package wharf.devices.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path directory;

    @Test
    void whatWasBegunAndNotToldIsKnownToTheNextRun() throws IOException {
        var begun = UUID.randomUUID();
        var all = UUID.randomUUID();
        var told = UUID.randomUUID();
        var lease = UUID.randomUUID();
        try (var journal = open()) {
            journal.begun(begun, lease);
            journal.begun(all, lease);
            journal.all(all, lease);
            journal.begun(told, lease);
            journal.all(told, lease);
            journal.told(told, lease);
        }

        try (var journal = open()) {
            assertThat(journal.untold())
                    .containsExactly(new Journal.Entry(begun, lease, false), new Journal.Entry(all, lease, true));
        }
    }

    @Test
    void aLineCutShortByAKillHarmsNeitherWhatWasNorWhatComes() throws IOException {
        var job = UUID.randomUUID();
        var next = UUID.randomUUID();
        var lease = UUID.randomUUID();
        try (var journal = open()) {
            journal.begun(job, lease);
        }
        var line = ("ALL " + job + " " + lease).getBytes(StandardCharsets.US_ASCII);
        for (int length = 0; length < line.length; length++) {
            var file = directory.resolve("cut" + length);
            Files.copy(directory.resolve("journal"), file);
            Files.write(file, java.util.Arrays.copyOf(line, length), StandardOpenOption.APPEND);

            try (var journal = Journal.open(file)) {
                assertThat(journal.untold()).containsExactly(new Journal.Entry(job, lease, false));
                journal.begun(next, lease);
            }
            try (var journal = Journal.open(file)) {
                assertThat(journal.untold()).extracting(Journal.Entry::job).containsExactly(job, next);
            }
        }
    }

    /** A file that every write finds full. */
    @Test
    void aFullDiskIsSaidAndNothingCountsAsWritten() throws IOException {
        var full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        var job = UUID.randomUUID();
        try (var journal = Journal.open(full)) {
            assertThatThrownBy(() -> journal.begun(job, job)).isInstanceOf(IOException.class);
            assertThat(journal.untold()).isEmpty();
            journal.told(job, job);
        }
    }

    @Test
    void aJournalWithNothingOpenIsEmpty() throws IOException {
        try (var journal = open()) {
            for (int i = 0; i < 100; i++) {
                var job = UUID.randomUUID();
                journal.begun(job, job);
                journal.told(job, job);
            }
        }
        assertThat(Files.size(directory.resolve("journal"))).isZero();
    }

    private Journal open() throws IOException {
        return Journal.open(directory.resolve("journal"));
    }
}
