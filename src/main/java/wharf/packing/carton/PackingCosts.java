package wharf.packing.carton;

/**
 * What work and filling cost, and how much filling a parcel takes. Void fill goes into boxes only, when more than {@code looseFraction}
 * of the inside is empty or something in it is fragile; then the empty volume is filled. Each fragile unit is wrapped.
 *
 * @param parcelMinor labour to erect, close and label one parcel
 * @param unitMinor labour to place one unit
 * @param litreMinor void fill per started litre
 * @param wrapMinor wrap per fragile unit
 * @param litreGrams weight of a litre of void fill
 */
public record PackingCosts(
        long parcelMinor, long unitMinor, long litreMinor, long wrapMinor, int litreGrams, double looseFraction) {
    /** Plausible figures for paper fill in US cents; an operator sets its own. */
    public static final PackingCosts PAPER = new PackingCosts(60, 5, 2, 8, 8, 0.15);

    /** Nothing but the carton and the freight counts. */
    public static final PackingCosts FREE = new PackingCosts(0, 0, 0, 0, 0, 1.0);
}
