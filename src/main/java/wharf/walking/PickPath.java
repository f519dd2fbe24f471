package wharf.walking;

import java.util.Collection;

/** The order to walk in: what picking asks for. */
public final class PickPath {
    private PickPath() {}

    /**
     * The stops in the order of the shortest tour from the depot and back, and its metres. Empty in, empty out.
     *
     * @throws IllegalArgumentException if a stop lies outside the layout
     */
    public static Tour order(Layout layout, Collection<Stop> stops) {
        return Routing.OPTIMAL.tour(layout, stops);
    }

    /** How many metres the shortest tour saves against walking S-shape. */
    public static double savedMetres(Layout layout, Collection<Stop> stops) {
        return (Routing.S_SHAPE.lengthMm(layout, stops) - Routing.OPTIMAL.lengthMm(layout, stops)) / 1000.0;
    }
}
