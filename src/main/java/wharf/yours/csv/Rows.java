package wharf.yours.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rows below the header, one at a time, however long the file. Every line that holds anything comes out, as a row or as a fault: after a
 * quote that is never closed, reading starts again at the next line, so that one slip does not swallow the rest.
 */
public final class Rows implements Iterator<Row>, AutoCloseable {
    /** A field longer than this is taken for a slip of quotes. */
    static final int LONGEST_FIELD = 20_000;

    /** A row over more lines than this, too. */
    static final int MOST_LINES = 100;

    /** A quote that is not closed within so many characters never is. */
    private static final int LARGEST_BUFFER = 512 * 1024;

    private static final int MOST_FIELDS = 1000;
    private static final int MOST_RESTARTS = 200;
    private static final Pattern UNSTORABLE = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\t\\r\\n]]");

    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private final Supplier<InputStream> file;
    private final Format format;
    private final int columns;
    private CsvReader<CsvRecord> reader;
    private Iterator<CsvRecord> records;
    private long before;
    private int restarts;
    private boolean ended;
    private @Nullable Row next;

    /** @param file opens the file at its first byte, again if need be */
    public Rows(Supplier<InputStream> file, Format format) {
        this.file = file;
        this.format = format;
        this.columns = format.header().size();
        open(format.skipLines());
        try {
            // The header is the first record.
            if (records.hasNext()) records.next();
        } catch (CsvParseException slip) {
            next = again(format.skipLines() + 1L, reason(slip));
        }
    }

    private void open(long skip) {
        var handler = CsvRecordHandler.of(limits ->
                limits.maxFields(MOST_FIELDS).maxFieldSize(LONGEST_FIELD).maxRecordSize(LONGEST_FIELD * 5));
        reader = CsvReader.builder()
                .fieldSeparator(format.delimiter())
                .detectBomHeader(false)
                .skipEmptyLines(true)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(LARGEST_BUFFER)
                .build(handler, below(skip));
        before = skip;
        records = reader.iterator();
    }

    /** The text below so many lines; by hand, because a line to be passed over may be longer than any buffer. */
    private Reader below(long skip) {
        var text = new BufferedReader(
                new InputStreamReader(Bom.skipped(file.get()), Charset.forName(format.charset())), 64 * 1024);
        try {
            int last = 0;
            for (long lines = 0; lines < skip; ) {
                int c = text.read();
                if (c < 0) break;
                // A line ends with LF, CR, or both; of both, the second counts nothing.
                if (c == '\n' && last != '\r' || c == '\r') lines++;
                last = c;
            }
            if (last == '\r') {
                text.mark(1);
                if (text.read() != '\n') text.reset();
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean hasNext() {
        while (next == null && !ended) next = read();
        return next != null;
    }

    @Override
    public Row next() {
        if (!hasNext()) throw new NoSuchElementException();
        var row = next;
        next = null;
        return java.util.Objects.requireNonNull(row);
    }

    private long line = 1;

    private @Nullable Row read() {
        try {
            if (!records.hasNext()) {
                ended = true;
                return null;
            }
            var record = records.next();
            line = before + record.getStartingLineNumber();
            long lines = record.getFields().stream().mapToLong(Rows::breaks).sum();
            if (lines > MOST_LINES)
                return again(line, "A quote is opened here and closed only " + lines + " lines below.");
            line += lines;
            return row(record);
        } catch (CsvParseException slip) {
            return again(broken(slip), reason(slip));
        }
    }

    private static long breaks(String field) {
        return field.indexOf('\n') < 0
                ? 0
                : field.chars().filter(c -> c == '\n').count();
    }

    /** Where the record that cannot be read begins: the first line after the last good one that holds anything. */
    private long broken(CsvParseException slip) {
        var found = LINE.matcher(slip.getMessage() + " "
                + (slip.getCause() == null ? "" : slip.getCause().getMessage()));
        return found.find() ? before + Long.parseLong(found.group(1)) : line + 1;
    }

    private static String reason(CsvParseException slip) {
        var text = slip.getMessage()
                + (slip.getCause() == null ? "" : " " + slip.getCause().getMessage());
        if (text.contains("after closing quote"))
            return "Something follows a closing quote; a quote within a value must be doubled, or one is not closed.";
        if (text.contains("quote")) return "A quote is opened in this line and never closed.";
        return "A field of this row is longer than " + LONGEST_FIELD + " characters, or the row has more than "
                + MOST_FIELDS + " fields; a quote may not be closed.";
    }

    private @Nullable Row again(long at, String reason) {
        close();
        if (restarts++ >= MOST_RESTARTS) {
            ended = true;
            return new Row(
                    at,
                    List.of(),
                    reason + " This is the " + restarts + "th such slip: the rest of the file was not read.",
                    null);
        }
        line = at;
        open(at);
        return new Row(at, List.of(), reason, null);
    }

    private @Nullable Row row(CsvRecord record) {
        var cells = record.getFields();
        long at = before + record.getStartingLineNumber();
        if (cells.stream().allMatch(String::isBlank)) return null;
        boolean odd = cells.stream().anyMatch(cell -> UNSTORABLE.matcher(cell).find());
        if (odd)
            cells = cells.stream()
                    .map(cell -> UNSTORABLE.matcher(cell).replaceAll("\ufffd"))
                    .toList();
        for (int i = columns; i < cells.size(); i++)
            if (!cells.get(i).isBlank())
                return new Row(
                        at,
                        cells,
                        "The row has " + cells.size() + " cells and the header " + columns + ": a value that holds a "
                                + format.delimiterName() + " must stand in quotes.",
                        null);
        var remark = cells.size() < columns
                ? "The row has " + cells.size() + " cells and the header " + columns
                        + "; the missing ones are taken as empty."
                : null;
        if (odd) remark = "The row holds characters that cannot be printed; they were replaced.";
        return new Row(at, cells, null, remark);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
