package wharf.yours.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out how a file is written from its beginning. */
public final class Sniffer {
    /** So much of a file is looked at. */
    public static final int SAMPLE_BYTES = 256 * 1024;

    private static final int SAMPLE_ROWS = 300;
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    private Sniffer() {}

    /** @param rows the first rows below the header, as they stand */
    public record Sniffed(Format format, List<List<String>> rows) {
        /** The first values of a column that hold anything. */
        public List<String> values(int column) {
            return rows.stream()
                    .filter(row -> column < row.size())
                    .map(row -> row.get(column))
                    .filter(cell -> !cell.isBlank())
                    .toList();
        }
    }

    /** Why these bytes are no table, in words for who sent them; null when they may be one. */
    public static @Nullable String obstacle(byte[] head) {
        if (head.length == 0) return "The file is empty.";
        var text = new String(head, 0, Math.min(head.length, 8), StandardCharsets.ISO_8859_1);
        if (text.startsWith("PK\u0003\u0004"))
            return "This is a workbook or a packed file; save the sheet as CSV, or send a zip of CSV files.";
        if (text.startsWith("\u00d0\u00cf\u0011\u00e0")) return "This is an Excel workbook; save the sheet as CSV.";
        if (text.startsWith("%PDF")) return "This is a PDF; export the orders as CSV.";
        if (text.startsWith("{") || text.startsWith("["))
            return "This looks like JSON; orders in JSON go to POST /api/v1/orders.";
        if (Bom.charset(head) == null && wide(head) == null) {
            int zeros = 0;
            for (byte b : head) if (b == 0) zeros++;
            if (zeros > head.length / 100) return "This is no text.";
        }
        return null;
    }

    /**
     * Reads the beginning of a file.
     *
     * @param utf8 whether the whole file is valid UTF-8
     * @return empty when there is no header with at least two columns
     */
    public static Optional<Sniffed> sniff(byte[] head, boolean utf8) {
        var charset = Optional.ofNullable(Bom.charset(head))
                .or(() -> Optional.ofNullable(wide(head)))
                .orElse(utf8 ? "UTF-8" : "windows-1252");
        var text = decode(head, charset);
        int skip = 0;
        Character told = null;
        if (text.toLowerCase(Locale.ROOT).startsWith("sep=") && text.length() > 4) {
            if (DELIMITERS.contains(text.charAt(4))) told = text.charAt(4);
            skip = 1;
        }
        Sniffed best = null;
        for (char delimiter : told == null ? DELIMITERS : List.of(told)) {
            var found = with(text, delimiter, charset, skip);
            if (found != null && (best == null || columns(found) > columns(best))) best = found;
        }
        return Optional.ofNullable(best);
    }

    private static int columns(Sniffed found) {
        // A delimiter that rows do not share with the header is none.
        int width = found.format().header().size();
        boolean agree = found.rows().stream().filter(row -> row.size() == width).count() * 2
                >= found.rows().size();
        return agree ? width : 1;
    }

    private static @Nullable String wide(byte[] head) {
        int even = 0;
        int odd = 0;
        for (int i = 0; i < head.length; i++)
            if (head[i] == 0)
                if (i % 2 == 0) even++;
                else odd++;
        if (odd > head.length / 4 && even * 10 < odd) return "UTF-16LE";
        return even > head.length / 4 && odd * 10 < even ? "UTF-16BE" : null;
    }

    private static String decode(byte[] head, String charset) {
        int mark = Bom.charset(head) == null ? 0 : charset.equals("UTF-8") ? 3 : 2;
        var decoder = Charset.forName(charset)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        var out = CharBuffer.allocate(head.length + 16);
        // A character cut in two at the end of the sample is left out.
        decoder.decode(ByteBuffer.wrap(head, mark, head.length - mark), out, false);
        return out.flip().toString();
    }

    private static @Nullable Sniffed with(String text, char delimiter, String charset, int skip) {
        var rows = new ArrayList<List<String>>();
        List<String> header = null;
        try (var reader = CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(true)
                .allowUnclosedQuote(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(
                        CsvRecordHandler.of(limits -> limits.maxFields(1000).maxFieldSize(Rows.LONGEST_FIELD)),
                        new StringReader(text))) {
            reader.skipLines(skip);
            for (var record : reader) {
                if (header == null) {
                    skip = Math.toIntExact(record.getStartingLineNumber() - 1);
                    header = header(record.getFields());
                } else rows.add(record.getFields());
                if (rows.size() >= SAMPLE_ROWS) break;
            }
        } catch (CsvParseException | java.io.IOException slip) {
            // What was read until then is enough to go by.
        }
        if (header == null || header.size() < 2) return null;
        return new Sniffed(new Format(charset, delimiter, skip, '.', null, false, header), rows);
    }

    /** Names of columns, made unique; those without one are numbered. */
    private static List<String> header(List<String> cells) {
        var names = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (int i = 0; i < cells.size(); i++) {
            var cell = cells.get(i).strip().replaceAll("\\p{Cc}", " ");
            var name = cell.isEmpty() ? "column " + (i + 1) : cell.length() > 100 ? cell.substring(0, 100) : cell;
            var unique = name;
            for (int n = 2; !seen.add(unique); n++) unique = name + " (" + n + ")";
            names.add(unique);
        }
        return names;
    }

    /** The format with the decimal sign and the dates that the mapped columns show. */
    public static Format refined(Sniffed sniffed, Map<Integer, Field> columns, boolean dayFirst) {
        var amounts = columns.entrySet().stream()
                .filter(column ->
                        column.getValue().isAmount() || column.getValue().isMeasure())
                .flatMap(column -> sniffed.values(column.getKey()).stream())
                .toList();
        var dates = columns.entrySet().stream()
                .filter(column -> column.getValue() == Field.PLACED_AT)
                .flatMap(column -> sniffed.values(column.getKey()).stream())
                .collect(Collectors.toList());
        var format = sniffed.format();
        char decimal = Numbers.decimal(amounts);
        var found = Dates.find(dates, dayFirst || decimal == ',' || format.delimiter() == ';');
        return new Format(
                format.charset(),
                format.delimiter(),
                format.skipLines(),
                decimal,
                found.map(Dates.Found::pattern).orElse(null),
                found.map(Dates.Found::ambiguous).orElse(false),
                format.header());
    }
}
