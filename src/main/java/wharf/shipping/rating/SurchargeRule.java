package wharf.shipping.rating;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import wharf.shared.Money;

/**
 * What a carrier adds, or refuses, over a limit, while the rule is in force.
 *
 * @param over the limit itself is still free; in the carrier's length unit, its cube, or billing steps
 * @param amount null for a refusal
 * @param minimumSteps what such a parcel is billed at least, in billing steps; 0 for nothing
 * @param domesticOnly does not apply abroad
 */
public record SurchargeRule(
        String carrier,
        Kind kind,
        Measure measure,
        int over,
        @Nullable Money amount,
        int minimumSteps,
        boolean domesticOnly,
        LocalDate validFrom,
        @Nullable LocalDate validTo) {

    /** In order of weight: a refusal ends it, large leaves out additional handling, and of a kind only the highest counts. */
    public enum Kind {
        REFUSED,
        LARGE,
        ADDITIONAL_HANDLING,
        NON_STANDARD
    }

    /** What is compared with the limit. */
    public enum Measure {
        LONGEST("longest side"),
        SECOND_LONGEST("second longest side"),
        LENGTH_AND_GIRTH("length plus girth"),
        VOLUME("volume"),
        WEIGHT("weight");

        private final String words;

        Measure(String words) {
            this.words = words;
        }
    }

    public SurchargeRule {
        if ((kind == Kind.REFUSED) != (amount == null))
            throw new IllegalArgumentException(
                    "a surcharge has an amount and a refusal has none: " + kind + " " + amount);
    }

    boolean applies(Measured parcel, LocalDate day, boolean domestic) {
        return inForce(day) && (domestic || !domesticOnly) && parcel.value(measure) > over;
    }

    String reason(Measured parcel) {
        var unit = parcel.unit(measure);
        return measure.words + " of " + parcel.value(measure) + " " + unit + " is over " + over + " " + unit;
    }

    private boolean inForce(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }
}
