package wharf.shipping.rating;

import java.time.LocalDate;
import java.util.List;
import wharf.shared.Money;

/**
 * What one service would cost.
 *
 * @param cost surcharges included
 * @param billable billed weight in steps of {@code unit}, the higher of actual, dimensional and any minimum
 * @param deliverBy day of arrival, counted in the carrier's working days
 */
public record Quote(
        String carrier,
        String service,
        Money cost,
        int billable,
        BillingUnit unit,
        int zone,
        List<Surcharge> surcharges,
        int transitDays,
        LocalDate deliverBy) {

    /** What was added to the sheet's price, and why. */
    public record Surcharge(SurchargeRule.Kind kind, Money amount, String reason) {}

    public Quote {
        surcharges = List.copyOf(surcharges);
    }
}
