package wharf.shipping.rating;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import wharf.shared.Problem;

/** Reads a rate sheet: {@code service,zone,up_to,amount,transit_days}, one price a line, amounts in major units such as {@code 12.34}. */
public final class RateSheetCsv {
    private static final List<String> HEADER = List.of("service", "zone", "up_to", "amount", "transit_days");
    private static final Pattern SERVICE = Pattern.compile("[A-Z][A-Z0-9_]{1,30}");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,9}(\\.\\d{1,3})?");

    private RateSheetCsv() {}

    /** @param currency ISO 4217; its minor unit bounds the decimals */
    public static Parsed<RateSheet.Cell> read(String csv, String currency) {
        int decimals = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        var parsed = CsvRows.read(csv, HEADER, line -> cell(line, decimals));
        return withoutDoubles(parsed);
    }

    private static RateSheet.Cell cell(NamedCsvRecord line, int decimals) {
        var service = CsvRows.text(line, "service");
        if (!SERVICE.matcher(service).matches())
            throw new CsvRows.BadField(
                    "service", service, "Expected capitals, digits and underscores, such as TWO_DAY.");
        return new RateSheet.Cell(
                service,
                CsvRows.whole(line, "zone", 1, 99),
                CsvRows.whole(line, "up_to", 1, 1000),
                minor(line, "amount", decimals),
                CsvRows.whole(line, "transit_days", 0, 60));
    }

    static long minor(NamedCsvRecord line, String field, int decimals) {
        var value = CsvRows.text(line, field);
        if (AMOUNT.matcher(value).matches()) {
            var minor = new BigDecimal(value).movePointRight(decimals).stripTrailingZeros();
            if (minor.scale() <= 0) return minor.longValueExact();
        }
        throw new CsvRows.BadField(
                field, value, "Expected an amount such as 12.34 with at most " + decimals + " decimals.");
    }

    private record Key(String service, int zone, int upTo) {}

    private static Parsed<RateSheet.Cell> withoutDoubles(Parsed<RateSheet.Cell> parsed) {
        var seen = new HashSet<Key>();
        var problems = new ArrayList<>(parsed.problems());
        for (var cell : parsed.rows()) {
            var key = new Key(cell.service(), cell.zone(), cell.upTo());
            if (!seen.add(key))
                problems.add(Problem.of(
                        "double-row",
                        "",
                        key.service() + " zone " + key.zone() + " up to " + key.upTo(),
                        "There are two prices for it."));
        }
        return new Parsed<>(parsed.rows(), problems);
    }
}
