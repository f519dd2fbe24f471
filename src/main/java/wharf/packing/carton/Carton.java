package wharf.packing.carton;

import wharf.shared.Dimensions;

/**
 * A kind of packaging. Mailers and bags count as cuboids of their inner size too.
 *
 * @param maxGrams the most the packed parcel may weigh, packaging included
 * @param costMinor of one piece
 * @param available pieces at hand; {@link #UNLIMITED} when nobody counts them
 */
public record Carton(
        String code,
        Kind kind,
        Dimensions inner,
        Dimensions outer,
        int emptyGrams,
        int maxGrams,
        long costMinor,
        int available) {
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** The code of an item's own packaging, for what fits no carton. */
    public static final String OWN = "OWN";

    public enum Kind {
        BOX,
        MAILER,
        BAG,
        OWN
    }

    public Carton {
        if (code.isBlank()) throw new IllegalArgumentException("a carton needs a code");
        if (emptyGrams < 0 || maxGrams < emptyGrams)
            throw new IllegalArgumentException(
                    "carton " + code + " weighs " + emptyGrams + " g and may weigh " + maxGrams + " g");
        if (available < 0) throw new IllegalArgumentException("carton " + code + " available " + available);
    }

    /** The item ships as it is. */
    public static Carton own(PackItem item) {
        return new Carton(OWN, Kind.OWN, item.size(), item.size(), 0, item.weightGrams(), 0, UNLIMITED);
    }

    int maxContentGrams() {
        return maxGrams - emptyGrams;
    }

    /** Whether one unit goes in at all, in an allowed orientation. */
    boolean takes(PackItem item) {
        return item.weightGrams() <= maxContentGrams()
                && Orientation.of(item).stream().anyMatch(o -> o.fits(inner));
    }

    Carton withAvailable(int pieces) {
        return new Carton(code, kind, inner, outer, emptyGrams, maxGrams, costMinor, pieces);
    }
}
