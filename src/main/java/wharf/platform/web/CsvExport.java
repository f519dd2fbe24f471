package wharf.platform.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A list as CSV (RFC 4180, UTF-8), written page by page while it is read, so that its length does not matter. Text that a spreadsheet would
 * take for a formula is given a leading apostrophe, as OWASP advises against CSV injection; numbers stay numbers.
 */
public final class CsvExport {
    private static final String FORMULA = "=+-@\t\r\n";

    private CsvExport() {}

    /**
     * Sends the list.
     *
     * @param page the rows that follow the given one, or the first ones; empty at the end. Each call is a transaction of its own, so that
     *     a slow reader keeps no connection.
     * @param cells a row's values, in the order of the header; null for an empty cell
     */
    public static <R> void send(
            HttpServletResponse response,
            String fileName,
            List<String> header,
            Function<@Nullable R, List<R>> page,
            Function<R, List<? extends @Nullable Object>> cells) {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName + "\"");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        // The first page comes before anything is written: a refusal can still be answered as one.
        var rows = page.apply(null);
        try (var csv = CsvWriter.builder().build(response.getWriter())) {
            csv.writeRecord(header);
            while (!rows.isEmpty()) {
                for (var row : rows)
                    csv.writeRecord(
                            cells.apply(row).stream().map(CsvExport::cell).toList());
                rows = page.apply(rows.getLast());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String cell(@Nullable Object value) {
        if (value == null) return "";
        var text = value.toString();
        boolean formula = value instanceof CharSequence && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }
}
