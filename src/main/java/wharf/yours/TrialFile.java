package wharf.yours;

import java.util.List;
import java.util.Map;
import wharf.yours.csv.Field;
import wharf.yours.csv.Format;
import wharf.yours.csv.Guess;

/**
 * A file of a trial.
 *
 * @param columns what its columns mean, by their number from 0
 * @param samples the first rows
 * @param bad rows that could not be read
 */
public record TrialFile(
        int no,
        String name,
        long bytes,
        Format format,
        Map<Integer, Guess.Suggestion> columns,
        List<List<String>> samples,
        long rowsRead,
        long bad,
        boolean read) {
    /** What a row of it is about. */
    public enum Kind {
        ORDER,
        CUSTOMER,
        PRODUCT,
        NOTHING
    }

    public Kind kind() {
        if (has(Field.ORDER_ID)) return Kind.ORDER;
        if (has(Field.CUSTOMER_ID)) return Kind.CUSTOMER;
        return has(Field.SKU) ? Kind.PRODUCT : Kind.NOTHING;
    }

    boolean has(Field field) {
        return columns.values().stream().anyMatch(column -> column.field() == field);
    }

    /** Two values of a column, to recognise it by. */
    public String example(int column) {
        var values = samples.stream()
                .map(row -> column < row.size() ? row.get(column).strip() : "")
                .filter(value -> !value.isEmpty())
                .distinct()
                .limit(2)
                .map(value -> value.length() > 40 ? value.substring(0, 40) + "…" : value)
                .toList();
        return values.isEmpty() ? "(empty)" : String.join(" · ", values);
    }
}
