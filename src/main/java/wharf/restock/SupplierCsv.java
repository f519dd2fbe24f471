package wharf.restock;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/**
 * Suppliers and what is bought of them as one CSV file with a header, a row per item: {@code supplier, email, lead_days, lead_days_deviation,
 * minimum_order, currency, sku, supplier_sku, pack_size, minimum_quantity, unit_cost, item_lead_days}. Amounts are in whole units of the
 * currency, such as {@code 12.50}. A row without SKU is a supplier alone; a supplier's own columns count where it is named first.
 */
final class SupplierCsv {
    private static final int MOST = 5000;
    private static final List<String> REQUIRED = List.of("supplier", "lead_days");

    private final String currency;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, SupplierTerms> suppliers = new LinkedHashMap<>();
    private final List<ItemTerms> items = new ArrayList<>();

    private SupplierCsv(String currency) {
        this.currency = currency;
    }

    record Parsed(List<SupplierTerms> suppliers, List<ItemTerms> items) {}

    /**
     * Reads it; refuses with every problem, each with its line.
     *
     * @param currency the merchant's, where a row gives none
     */
    static Parsed parse(String text, String currency) {
        var csv = new SupplierCsv(currency);
        csv.read(text);
        if (!csv.problems.isEmpty()) throw Refusal.invalid(csv.problems);
        return new Parsed(List.copyOf(csv.suppliers.values()), csv.items);
    }

    private void read(String text) {
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().skipEmptyLines(true).ofNamedCsvRecord(text)) {
            int count = 0;
            for (var row : rows) {
                if (count++ == 0 && !hasColumns(row)) return;
                if (count > MOST) {
                    problems.add(Problem.of("too-long", "csv", null, "Send at most " + MOST + " rows at a time."));
                    return;
                }
                take(row);
            }
            if (count == 0) problems.add(Problem.of("empty", "csv", null, "There is no row below the header."));
        } catch (CsvParseException
                | UncheckedIOException
                | IllegalStateException
                | IllegalArgumentException
                | java.io.IOException e) {
            problems.add(Problem.of("bad-csv", "csv", null, "This is not CSV: " + e.getMessage()));
        }
    }

    private boolean hasColumns(NamedCsvRecord row) {
        for (var name : REQUIRED)
            if (!row.getHeader().contains(name))
                problems.add(Problem.of("missing-column", "csv", name, "The header needs a column " + name + "."));
        return problems.isEmpty();
    }

    private void take(NamedCsvRecord row) {
        var supplier = text(row, "supplier");
        if (supplier == null) {
            problem(row, "supplier", null, "Name the supplier.");
            return;
        }
        var code = text(row, "currency");
        var known = suppliers.get(supplier);
        if (known == null) {
            var lead = number(row, "lead_days", 365);
            if (lead == null) problem(row, "lead_days", null, "Give the days from order to shelf, 0 to 365.");
            else
                suppliers.put(
                        supplier,
                        new SupplierTerms(
                                supplier,
                                text(row, "email"),
                                lead,
                                number(row, "lead_days_deviation", 180),
                                amount(row, "minimum_order", code == null ? currency : code),
                                code));
        }
        var paid = known != null && known.currency() != null ? known.currency() : code == null ? currency : code;
        item(row, supplier, paid);
    }

    private void item(NamedCsvRecord row, String supplier, String paid) {
        var sku = text(row, "sku");
        if (sku == null) return;
        var cost = amount(row, "unit_cost", paid);
        if (cost == null) {
            problem(row, "unit_cost", null, "Give what a unit costs, such as 12.50.");
            return;
        }
        items.add(new ItemTerms(
                sku,
                supplier,
                text(row, "supplier_sku"),
                number(row, "pack_size", 1_000_000),
                number(row, "minimum_quantity", 1_000_000),
                cost,
                number(row, "item_lead_days", 365)));
    }

    private static @Nullable String text(NamedCsvRecord row, String column) {
        return row.findField(column)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElse(null);
    }

    private @Nullable Integer number(NamedCsvRecord row, String column, int most) {
        var text = text(row, column);
        if (text == null) return null;
        try {
            int value = Integer.parseInt(text);
            int least = column.startsWith("pack") || column.startsWith("minimum_q") ? 1 : 0;
            if (value >= least && value <= most) return value;
        } catch (NumberFormatException noNumber) {
            // answered below
        }
        problem(row, column, text, "Expected a whole number up to " + most + ".");
        return null;
    }

    private @Nullable Long amount(NamedCsvRecord row, String column, String code) {
        var text = text(row, column);
        if (text == null) return null;
        try {
            if (text.length() > 20) throw new NumberFormatException("long");
            int digits = Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
            long minor = new BigDecimal(text).movePointRight(digits).longValueExact();
            if (minor >= 0 && minor <= 100_000_000_000L) return minor;
        } catch (ArithmeticException | IllegalArgumentException noAmount) {
            // answered below
        }
        problem(row, column, text, "Expected an amount in " + code + ", such as 12.50, in a currency there is.");
        return null;
    }

    private void problem(NamedCsvRecord row, String column, @Nullable String value, String message) {
        if (problems.size() < 50)
            problems.add(Problem.of("bad-row", "line " + row.getStartingLineNumber() + ", " + column, value, message));
    }
}
