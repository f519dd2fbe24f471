package wharf.geography;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Reads the tab-separated tables that {@code ops/geodata} writes beside this package's resources. */
final class Table {
    private Table() {}

    /** Gives each row's cells to {@code row}; trailing empty cells are kept. */
    static void read(String name, Consumer<String[]> row) {
        try (var in = open(name);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                row.accept(line.split("\t", -1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the table geography/" + name, e);
        }
    }

    private static InputStream open(String name) throws IOException {
        var in = Table.class.getResourceAsStream("/geography/" + name);
        if (in == null) {
            throw new IOException("Missing from the program: geography/" + name);
        }
        return name.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    }
}
