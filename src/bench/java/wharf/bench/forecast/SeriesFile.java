package wharf.bench.forecast;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Series of demand in a CSV file with a header. A wide file has one column per series, and perhaps one that counts time; a long one has a
 * column of text that names the series of each row. Where a header speaks of sales or volume, only such columns are read, otherwise all
 * numeric ones without a negative value. {@code NA} and empty cells before the first and after the last value are cut off; those between are
 * drawn as a straight line.
 */
record SeriesFile(List<String> names, List<double[]> series) {
    private static final Pattern TIME = Pattern.compile("(?i)time|week|month|day|date|year|period|index|");
    private static final Pattern DEMAND =
            Pattern.compile("(?i)(move|volume|sales|qty|quantity|units|demand|sold)_?\\d*");
    private static final Set<String> MISSING = Set.of("", "NA", "NaN", "null");

    static SeriesFile read(Path file) throws IOException {
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(file)) {
            var table = rows.stream().map(CsvRecord::getFields).toList();
            if (table.size() < 2) throw new IOException(file + " holds no series");
            return of(table.getFirst(), table.subList(1, table.size()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static SeriesFile of(List<String> header, List<List<String>> rows) {
        var texts = columns(header, c -> !numeric(rows, c));
        var numbers = columns(header, c -> !TIME.matcher(header.get(c)).matches() && numeric(rows, c));
        var named = numbers.stream()
                .filter(c -> DEMAND.matcher(header.get(c)).matches())
                .toList();
        var chosen = named.isEmpty() ? numbers : named;
        Map<String, List<List<String>>> groups = new LinkedHashMap<>();
        for (var row : rows)
            groups.computeIfAbsent(
                            String.join(" ", texts.stream().map(row::get).toList()), key -> new ArrayList<>())
                    .add(row);
        var names = new ArrayList<String>();
        var series = new ArrayList<double[]>();
        groups.forEach((group, members) -> chosen.forEach(c -> {
            var values = filled(members.stream().map(row -> number(row.get(c))).toList());
            if (values.length == 0 || IntStream.range(0, values.length).anyMatch(t -> values[t] < 0)) return;
            names.add((group + " " + header.get(c)).strip());
            series.add(values);
        }));
        return new SeriesFile(names, series);
    }

    private static List<Integer> columns(List<String> header, java.util.function.IntPredicate which) {
        return IntStream.range(0, header.size()).filter(which).boxed().toList();
    }

    private static boolean numeric(List<List<String>> rows, int column) {
        return rows.stream()
                .allMatch(row -> MISSING.contains(row.get(column))
                        || number(row.get(column)).isPresent());
    }

    private static OptionalDouble number(String cell) {
        try {
            return MISSING.contains(cell) ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cell.toLowerCase(Locale.ROOT)));
        } catch (NumberFormatException text) {
            return OptionalDouble.empty();
        }
    }

    private static double[] filled(List<OptionalDouble> cells) {
        int from = 0;
        int to = cells.size();
        while (from < to && cells.get(from).isEmpty()) from++;
        while (to > from && cells.get(to - 1).isEmpty()) to--;
        var values = new double[to - from];
        int known = 0;
        for (int t = 0; t < values.length; t++) {
            var cell = cells.get(from + t);
            if (cell.isEmpty()) continue;
            values[t] = cell.getAsDouble();
            for (int gap = known + 1; gap < t; gap++)
                values[gap] = values[known] + (values[t] - values[known]) * (gap - known) / (t - known);
            known = t;
        }
        return values;
    }
}
