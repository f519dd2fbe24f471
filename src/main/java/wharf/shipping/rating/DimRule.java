package wharf.shipping.rating;

import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import wharf.shared.Dimensions;

/**
 * How a carrier turns size into weight, while it is in force: volume / divisor, rounded up to a billing step.
 *
 * @param divisor cubic length units per billing step: 139 or 166 (in³ per lb), 2500 (cm³ per half kilogram, that is 5000 per kg)
 * @param aboveVolume size counts only above this volume in cubic length units (USPS: 1728); 0 for always
 * @param validTo last day, null while open
 */
public record DimRule(
        String carrier,
        LengthUnit lengthUnit,
        Rounding rounding,
        int divisor,
        int aboveVolume,
        BillingUnit billing,
        LocalDate validFrom,
        @Nullable LocalDate validTo) {

    /** In which unit sides are measured. */
    public enum LengthUnit {
        INCH(508),
        CENTIMETRE(200);

        private final int tenthMmTwice;

        LengthUnit(int tenthMmTwice) {
            this.tenthMmTwice = tenthMmTwice;
        }

        /** Rounded up; the half millimetre that storing whole millimetres may have added never costs a unit. */
        int up(int mm) {
            return Math.max(1, Math.ceilDiv((2 * mm - 1) * 10, tenthMmTwice));
        }

        int nearest(int mm) {
            return Math.max(1, (2 * mm * 10 + tenthMmTwice / 2) / tenthMmTwice);
        }
    }

    /** How a side is rounded to whole units: up (UPS and FedEx from 18 August 2025), or to the nearest. */
    public enum Rounding {
        UP,
        NEAREST
    }

    /** The three sides in whole units, longest first. */
    int[] sides(Dimensions size) {
        var sides = new int[] {side(size.lengthMm()), side(size.widthMm()), side(size.heightMm())};
        Arrays.sort(sides);
        return new int[] {sides[2], sides[1], sides[0]};
    }

    /** Billing steps by size alone; 0 where size does not count. */
    int steps(Dimensions size) {
        var sides = sides(size);
        long volume = (long) sides[0] * sides[1] * sides[2];
        return volume <= aboveVolume ? 0 : Math.toIntExact(Math.ceilDiv(volume, divisor));
    }

    boolean inForce(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }

    private int side(int mm) {
        return rounding == Rounding.UP ? lengthUnit.up(mm) : lengthUnit.nearest(mm);
    }
}
