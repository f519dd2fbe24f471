package wharf.shipping.rating;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.shared.Money;

/** Reads dated carrier rules; rows of kind {@code DIM} say how size becomes weight, the others what is added or refused. */
public final class CarrierRulesCsv {
    private static final List<String> HEADER = List.of(
            "carrier",
            "kind",
            "measure",
            "over",
            "amount",
            "minimum",
            "scope",
            "length_unit",
            "rounding",
            "divisor",
            "billing",
            "valid_from",
            "valid_to");
    private static final int CENTS = 2;
    private static final int HIGHEST = 1_000_000;

    private CarrierRulesCsv() {}

    /** One row: exactly one of the two. */
    public record Rule(@Nullable DimRule dim, @Nullable SurchargeRule surcharge) {}

    /** @param currency of the amounts */
    public static Parsed<Rule> read(String csv, String currency) {
        return CsvRows.read(csv, HEADER, line -> rule(line, currency));
    }

    private static Rule rule(NamedCsvRecord line, String currency) {
        return "DIM".equals(CsvRows.text(line, "kind"))
                ? new Rule(dim(line), null)
                : new Rule(null, surcharge(line, currency));
    }

    private static DimRule dim(NamedCsvRecord line) {
        return new DimRule(
                CsvRows.text(line, "carrier"),
                CsvRows.one(line, "length_unit", DimRule.LengthUnit.class),
                CsvRows.one(line, "rounding", DimRule.Rounding.class),
                CsvRows.whole(line, "divisor", 1, HIGHEST),
                CsvRows.whole(line, "over", 0, HIGHEST),
                CsvRows.one(line, "billing", BillingUnit.class),
                date(line, "valid_from"),
                optionalDate(line, "valid_to"));
    }

    private static SurchargeRule surcharge(NamedCsvRecord line, String currency) {
        var kind = CsvRows.one(line, "kind", SurchargeRule.Kind.class);
        boolean refused = kind == SurchargeRule.Kind.REFUSED;
        return new SurchargeRule(
                CsvRows.text(line, "carrier"),
                kind,
                CsvRows.one(line, "measure", SurchargeRule.Measure.class),
                CsvRows.whole(line, "over", 0, HIGHEST),
                refused ? null : Money.of(RateSheetCsv.minor(line, "amount", CENTS), currency),
                refused ? 0 : CsvRows.whole(line, "minimum", 0, HIGHEST),
                "DOMESTIC".equals(CsvRows.text(line, "scope")),
                date(line, "valid_from"),
                optionalDate(line, "valid_to"));
    }

    private static LocalDate date(NamedCsvRecord line, String field) {
        var value = CsvRows.text(line, field);
        try {
            return LocalDate.parse(value);
        } catch (DateTimeParseException notADay) {
            throw new CsvRows.BadField(field, value, "Expected a day such as 2026-01-31.");
        }
    }

    private static @Nullable LocalDate optionalDate(NamedCsvRecord line, String field) {
        return line.findField(field).filter(value -> !value.isBlank()).isEmpty() ? null : date(line, field);
    }
}
