package wharf.shipping.rating;

/** In which steps a carrier bills weight. */
public enum BillingUnit {
    /** International avoirdupois pound, 453.59237 g. */
    POUND(45_359_237),
    HALF_KILOGRAM(50_000_000);

    private static final long SCALE = 100_000;
    private final long gramsScaled;

    BillingUnit(long gramsScaled) {
        this.gramsScaled = gramsScaled;
    }

    /** Whole steps, rounded up. A weight stored in whole grams may be half a gram too high by rounding alone; that half never costs a step. */
    public int steps(int grams) {
        return Math.toIntExact(Math.max(1, Math.ceilDiv((2L * grams - 1) * SCALE, 2 * gramsScaled)));
    }

    /** As people write it. */
    public String symbol() {
        return this == POUND ? "lb" : "× 0.5 kg";
    }
}
