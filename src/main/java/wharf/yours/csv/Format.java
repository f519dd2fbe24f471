package wharf.yours.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a file is written, as found out or as a person has put it right.
 *
 * @param charset name of the encoding
 * @param skipLines lines above the header, such as {@code sep=;}
 * @param decimal the sign before decimals, point or comma
 * @param dates the pattern dates follow, see {@link Dates}; null where none was recognised
 * @param ambiguous day and month could not be told apart by what was seen
 * @param header names of the columns, made unique
 */
public record Format(
        String charset,
        char delimiter,
        int skipLines,
        char decimal,
        @Nullable String dates,
        boolean ambiguous,
        List<String> header) {
    public Format {
        header = List.copyOf(header);
    }

    public Format written(char otherDecimal, @Nullable String otherDates) {
        return new Format(charset, delimiter, skipLines, otherDecimal, otherDates, false, header);
    }

    /** What the delimiter is called. */
    public String delimiterName() {
        return switch (delimiter) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            case '|' -> "bar";
            default -> String.valueOf(delimiter);
        };
    }

    /** The same columns in the same order: a file of the same kind. */
    public String signature() {
        return String.join("|", header.stream().map(Names::plain).toList());
    }
}
