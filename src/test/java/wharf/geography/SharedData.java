package wharf.geography;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real input files that are not part of the repository; tests that need them are skipped where they are absent. */
final class SharedData {
    private SharedData() {}

    static Path folder(String name) {
        var root = System.getProperty("wharf.shared.data", "../shared/data");
        var folder = Path.of(root, name).toAbsolutePath().normalize();
        assumeTrue(
                Files.exists(folder),
                "Skipped: no real data at " + folder + "; point the system property wharf.shared.data at it");
        return folder;
    }
}
