package wharf.inventory;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.shared.Problem;
import wharf.shared.Texts;

/** Reads a form's fields and says, for a person, which of them cannot be taken. */
final class FormFields {
    static final int MOST = 1_000_000;
    private static final int LONGEST = 200;
    private static final int LONGEST_LOT = 50;

    private FormFields() {}

    static String text(List<Problem> problems, String field, @Nullable String value) {
        Texts.require(problems, field, value, LONGEST);
        return value == null ? "" : value.strip();
    }

    static @Nullable String optional(List<Problem> problems, String field, @Nullable String value) {
        if (value == null || value.isBlank()) return null;
        Texts.check(problems, field, value, LONGEST_LOT);
        return value.strip();
    }

    static int number(List<Problem> problems, String field, @Nullable Integer value, int least) {
        if (value != null && value != 0 && value >= least && value <= MOST) return value;
        problems.add(Problem.of(
                "out-of-range", field, value, "Give a whole number from " + least + " to " + MOST + ", not zero."));
        return 0;
    }

    static @Nullable LocalDate date(List<Problem> problems, String field, @Nullable String value) {
        if (value == null || value.isBlank()) return null;
        try {
            var date = LocalDate.parse(value.strip());
            if (date.getYear() >= 1900 && date.getYear() <= 9999) return date;
        } catch (DateTimeParseException noDate) {
            // answered below
        }
        problems.add(Problem.of("wrong-type", field, value, "Expected a date such as 2026-01-31."));
        return null;
    }
}
