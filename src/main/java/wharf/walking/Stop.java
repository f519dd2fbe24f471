package wharf.walking;

/**
 * Where something is picked.
 *
 * @param id the caller's name for it, given back in the tour
 * @param aisle index into {@link Layout#aisleXMm}
 * @param positionMm y along the aisle, in the layout's coordinates
 * @param side which rack; aisles are narrow enough to pick both in one pass, so it only breaks ties
 */
public record Stop(String id, int aisle, int positionMm, Side side) {

    /** The rack on the left or on the right when walking from front to back. */
    public enum Side {
        LEFT,
        RIGHT
    }
}
