package wharf.packing.carton;

/**
 * How an item wants to be handled.
 *
 * <p>Separation, deliberately stricter than the law asks because the class of a hazardous item is not known here: a HAZMAT item shares a
 * parcel with nothing but more of itself; a LIQUID shares one with liquids only, so that a leak spoils nothing dry; each unit that ships
 * ALONE gets a parcel of its own. UPRIGHT turns about the vertical only. FRAGILE is wrapped, and its carton is filled.
 */
public enum Care {
    FRAGILE,
    LIQUID,
    HAZMAT,
    UPRIGHT,
    ALONE
}
