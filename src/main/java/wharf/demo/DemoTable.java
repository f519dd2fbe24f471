package wharf.demo;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** The demo's tables, in {@code resources/demo}: CSV with a header line and comments. */
final class DemoTable {
    private DemoTable() {}

    static <T> List<T> rows(String file, Function<NamedCsvRecord, T> row) {
        return rows(file, ',', row);
    }

    static <T> List<T> rows(String file, char separator, Function<NamedCsvRecord, T> row) {
        var stream = Objects.requireNonNull(DemoTable.class.getResourceAsStream("/demo/" + file), file);
        try (var reader = CsvReader.builder()
                        .fieldSeparator(separator)
                        .commentStrategy(CommentStrategy.SKIP)
                        .ofNamedCsvRecord(new InputStreamReader(stream, StandardCharsets.UTF_8));
                var records = reader.stream()) {
            return records.map(row).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
