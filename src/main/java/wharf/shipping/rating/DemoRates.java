package wharf.shipping.rating;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** The demo carrier's rate sheet and rules, as shipped: plausible, and nobody's real prices. */
public final class DemoRates {
    public static final String CARRIER = "DEMO";
    public static final String CURRENCY = "USD";
    public static final String NAME = "Demo rates (not a real carrier's)";
    public static final LocalDate VALID_FROM = LocalDate.of(2020, 1, 1);

    private DemoRates() {}

    public static List<RateSheet.Cell> cells() {
        return RateSheetCsv.read(resource("demo-rates.csv"), CURRENCY).rows();
    }

    /** Rules of the demo carrier, and of USPS and DHL Express as far as they are published. */
    public static List<CarrierRulesCsv.Rule> rules() {
        return CarrierRulesCsv.read(resource("carrier-rules.csv"), CURRENCY).rows();
    }

    /** Ready to rate with, without any database. */
    public static Rating rating() {
        var sheet = new RateSheet(CARRIER, NAME, CURRENCY, VALID_FROM, null, cells());
        return new Rating(List.of(sheet), dims(rules()), surcharges(rules()), CarrierDays.WEEKDAYS);
    }

    static List<DimRule> dims(List<CarrierRulesCsv.Rule> rules) {
        return rules.stream()
                .map(CarrierRulesCsv.Rule::dim)
                .filter(Objects::nonNull)
                .toList();
    }

    static List<SurchargeRule> surcharges(List<CarrierRulesCsv.Rule> rules) {
        return rules.stream()
                .map(CarrierRulesCsv.Rule::surcharge)
                .filter(Objects::nonNull)
                .toList();
    }

    private static String resource(String name) {
        try (var in = DemoRates.class.getResourceAsStream("/shipping/" + name)) {
            if (in == null) throw new IllegalStateException("not in the jar: shipping/" + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
