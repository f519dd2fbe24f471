package wharf.shipping.rating;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import wharf.shared.Problem;

/** Reads a CSV with a header line into values; what cannot be read becomes a problem that names its line. */
final class CsvRows {
    private CsvRows() {}

    /** A row that cannot be read: which field, what it holds, what is wrong. */
    static final class BadField extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Problem problem;

        BadField(String field, String value, String message) {
            super(message, null, false, false);
            this.problem = Problem.of("bad-row", field, value, message);
        }
    }

    static <T> Parsed<T> read(String csv, List<String> header, Function<NamedCsvRecord, T> row) {
        var rows = new ArrayList<T>();
        var problems = new ArrayList<Problem>();
        try (var reader = CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .detectBomHeader(true)
                .ofNamedCsvRecord(csv)) {
            for (var line : reader) {
                if (rows.isEmpty() && problems.isEmpty() && !line.getHeader().containsAll(header))
                    return Parsed.failed(Problem.of(
                            "bad-header",
                            "header",
                            line.getHeader(),
                            "The first line must name the columns " + header + "."));
                add(line, row, rows, problems);
            }
        } catch (CsvParseException | java.io.IOException fault) {
            problems.add(Problem.of("not-csv", "", null, "This is no CSV that can be read: " + fault.getMessage()));
        }
        if (rows.isEmpty() && problems.isEmpty())
            problems.add(Problem.of("empty", "", null, "There is no row below the header " + header + "."));
        return new Parsed<>(rows, problems);
    }

    private static <T> void add(
            NamedCsvRecord line, Function<NamedCsvRecord, T> row, List<T> rows, List<Problem> problems) {
        try {
            rows.add(row.apply(line));
        } catch (BadField bad) {
            problems.add(bad.problem.under("line " + line.getStartingLineNumber()));
        }
    }

    static String text(NamedCsvRecord line, String field) {
        var value = line.findField(field).orElse("").strip();
        if (value.isEmpty()) throw new BadField(field, value, "A value is missing.");
        return value;
    }

    static int whole(NamedCsvRecord line, String field, int least, int most) {
        var value = text(line, field);
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException notANumber) {
            // Falls through to the one message for both.
        }
        throw new BadField(field, value, "Expected a whole number from " + least + " to " + most + ".");
    }

    static <E extends Enum<E>> E one(NamedCsvRecord line, String field, Class<E> type) {
        var value = text(line, field);
        for (var constant : type.getEnumConstants()) if (constant.name().equals(value)) return constant;
        throw new BadField(field, value, "Expected one of " + List.of(type.getEnumConstants()) + ".");
    }
}
