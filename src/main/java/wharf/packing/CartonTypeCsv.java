package wharf.packing;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import wharf.packing.carton.Carton;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** Reads carton types from CSV with a header line; the columns are named as in the API. Every fault of the file is told at once. */
final class CartonTypeCsv {
    private static final int MOST_ROWS = 1000;
    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private final List<Problem> problems = new ArrayList<>();

    private CartonTypeCsv() {}

    /** Refuses with the line and column of each fault. */
    static List<NewCartonType> read(String csv) {
        return new CartonTypeCsv().types(csv);
    }

    private List<NewCartonType> types(String csv) {
        var types = new ArrayList<NewCartonType>();
        try (var rows = CsvReader.builder().ofNamedCsvRecord(csv)) {
            for (var row : rows) {
                if (types.size() == MOST_ROWS)
                    throw Refusal.invalid("too-many", "", MOST_ROWS, "At most 1000 lines a file.");
                types.add(type(row));
            }
        } catch (CsvParseException | java.io.IOException broken) {
            throw Refusal.invalid("not-csv", "", null, "This is not CSV with a header line: " + broken.getMessage());
        }
        if (types.isEmpty()) problems.add(Problem.of("empty", "", null, "The file has no line below its header."));
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        return types;
    }

    private NewCartonType type(NamedCsvRecord row) {
        int before = problems.size();
        var type = new NewCartonType(
                text(row, "code"),
                text(row, "name"),
                kind(row),
                number(row, "innerLengthMm"),
                number(row, "innerWidthMm"),
                number(row, "innerHeightMm"),
                number(row, "outerLengthMm"),
                number(row, "outerWidthMm"),
                number(row, "outerHeightMm"),
                number(row, "emptyGrams"),
                number(row, "maxGrams"),
                number(row, "costMinor"),
                text(row, "currency"));
        if (problems.size() == before) VALIDATOR.validate(type).forEach(fault -> problems.add(problem(row, fault)));
        return type;
    }

    private static Problem problem(NamedCsvRecord row, ConstraintViolation<NewCartonType> fault) {
        return Problem.of(
                "invalid", field(row, fault.getPropertyPath().toString()), fault.getInvalidValue(), fault.getMessage());
    }

    private static String field(NamedCsvRecord row, String column) {
        return "line " + row.getStartingLineNumber() + ", " + column;
    }

    private String text(NamedCsvRecord row, String column) {
        return row.findField(column).map(String::strip).orElseGet(() -> missing(row, column));
    }

    private String missing(NamedCsvRecord row, String column) {
        problems.add(Problem.of("missing", field(row, column), null, "There is no such column in the header."));
        return "";
    }

    private int number(NamedCsvRecord row, String column) {
        var text = text(row, column);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            problems.add(Problem.of("not-a-number", field(row, column), text, "Must be a whole number."));
            return 1;
        }
    }

    private Carton.Kind kind(NamedCsvRecord row) {
        var text = text(row, "kind").toUpperCase(Locale.ROOT);
        var kind = find(text);
        if (kind != null) return kind;
        problems.add(Problem.of("invalid", field(row, "kind"), text, "Must be BOX, MAILER or BAG."));
        return Carton.Kind.BOX;
    }

    private static Carton.@Nullable Kind find(String text) {
        for (var kind : Carton.Kind.values()) if (kind.name().equals(text)) return kind;
        return null;
    }
}
