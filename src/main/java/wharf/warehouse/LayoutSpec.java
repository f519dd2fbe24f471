package wharf.warehouse;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * One block of equal aisles to be laid out.
 *
 * @param zone code of the zone the bins belong to, made if new
 * @param aisles how many, side by side from x = 0
 * @param bays bays of an aisle, both racks together: odd ones stand on the left, even ones on the right
 * @param levels bins of a bay, one above the other
 * @param pitchMm from the middle of one aisle to the middle of the next
 * @param bayWidthMm width of a bay along the aisle
 */
public record LayoutSpec(
        @NotNull @Pattern(regexp = "[A-Z0-9][A-Z0-9-]{0,15}")
        String zone,

        @Min(1) @Max(99) int aisles,
        @Min(1) @Max(99) int bays,
        @Min(1) @Max(9) int levels,
        @Min(1500) @Max(20_000) int pitchMm,
        @Min(300) @Max(5_000) int bayWidthMm) {
    /** Cross aisles are this wide; half of it lies between a rack's end and the line one walks on. */
    static final int CROSS_AISLE_MM = 2_400;

    static final int RACK_DEPTH_MM = 900;

    public static LayoutSpec of(int aisles, int bays, int levels) {
        return new LayoutSpec("A", aisles, bays, levels, 3_600, 1_200);
    }

    int aisleXMm(int aisle) {
        return pitchMm / 2 + (aisle - 1) * pitchMm;
    }

    int bayYMm(int bay) {
        return CROSS_AISLE_MM / 2 + (bay - 1) / 2 * bayWidthMm + bayWidthMm / 2;
    }

    /** y of the back cross aisle; the front one is at 0. */
    int backMm() {
        return CROSS_AISLE_MM + (bays + 1) / 2 * bayWidthMm;
    }

    int widthMm() {
        return aisles * pitchMm;
    }

    int bins() {
        return aisles * bays * levels;
    }
}
