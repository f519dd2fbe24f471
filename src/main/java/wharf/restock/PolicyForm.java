package wharf.restock;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.platform.Shown;
import wharf.shared.Money;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/**
 * A restock policy as a person types it. For templates.
 *
 * @param orderCost in major units of the merchant's currency
 */
public record PolicyForm(
        @Nullable String merchant,
        @Nullable Double servicePercent,
        @Nullable Integer reviewDays,
        @Nullable Integer defaultLeadDays,
        @Nullable Integer overstockDays,
        @Nullable String orderCost,
        @Nullable Integer holdingPercent,
        @Nullable String notifyEmail,
        @Nullable String notifyPhone) {
    private static final long MOST_COST = 100_000_000;

    static PolicyForm of(RestockPolicy policy, String currency) {
        return new PolicyForm(
                null,
                Math.round(policy.serviceLevel() * 1000) / 10.0,
                policy.reviewDays(),
                policy.defaultLeadDays(),
                policy.overstockDays(),
                Shown.amount(policy.orderCostMinor(), currency).toPlainString(),
                policy.holdingPercent(),
                policy.notifyEmail(),
                policy.notifyPhone());
    }

    /** What is meant; refuses with all that is wrong, field by field. */
    RestockPolicy read(String currency) {
        var problems = new ArrayList<Problem>();
        double service = servicePercent == null ? 0 : servicePercent;
        if (!(service >= 50 && service <= 99.9))
            problems.add(Problem.of("out-of-range", "servicePercent", servicePercent, "Give 50 to 99.9 %."));
        int review = days(problems, "reviewDays", reviewDays, 1, 90);
        int lead = days(problems, "defaultLeadDays", defaultLeadDays, 0, 365);
        int overstock = days(problems, "overstockDays", overstockDays, 7, 3650);
        var cost = Money.typed(orderCost == null ? "" : orderCost, currency);
        if (cost == null || cost.minor() > MOST_COST)
            problems.add(Problem.of(
                    "bad-amount",
                    "orderCost",
                    orderCost,
                    "Give an amount such as %s, at most %s."
                            .formatted(
                                    Shown.amount(2500, currency).toPlainString(), Shown.money(MOST_COST, currency))));
        int holding = holdingPercent == null ? 0 : holdingPercent;
        if (holding < 1 || holding > 200)
            problems.add(Problem.of("out-of-range", "holdingPercent", holdingPercent, "Give 1 to 200 %."));
        if (cost == null || !problems.isEmpty()) throw Refusal.invalid(problems);
        return new RestockPolicy(
                service / 100, review, lead, overstock, cost.minor(), holding, notifyEmail, notifyPhone);
    }

    private static int days(List<Problem> problems, String field, @Nullable Integer given, int least, int most) {
        int days = given == null ? -1 : given;
        if (days < least || days > most)
            problems.add(Problem.of("out-of-range", field, given, "Give " + least + " to " + most + " days."));
        return days;
    }
}
