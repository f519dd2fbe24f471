package wharf.walking;

import java.util.Collection;

/** Ways to order the stops of one picker. Stops that are equal count once. */
public enum Routing {
    /** Walk every aisle that has a pick through, in turns up and down. Easiest to follow, never shortest by design. */
    S_SHAPE {
        @Override
        public Tour tour(Layout layout, Collection<Stop> stops) {
            return SShape.tour(layout, stops);
        }
    },
    /** Leave out the largest stretch without a pick of every aisle but the first and the last (Hall 1993). */
    LARGEST_GAP {
        @Override
        public Tour tour(Layout layout, Collection<Stop> stops) {
            return LargestGap.tour(layout, stops);
        }
    },
    /**
     * The shortest tour there is (Ratliff and Rosenthal 1983, Roodbergen and de Koster 2001), also with middle cross
     * aisles. Refuses more than five cross aisles (four with an open floor before them) with an {@link IllegalArgumentException}; use {@link MatrixTour} there.
     */
    OPTIMAL {
        @Override
        public Tour tour(Layout layout, Collection<Stop> stops) {
            checkSize(layout);
            return OptimalTour.tour(layout, stops);
        }

        @Override
        public long lengthMm(Layout layout, Collection<Stop> stops) {
            checkSize(layout);
            return OptimalTour.length(layout, stops);
        }
    };

    /** The tour from the depot over all stops and back. */
    public abstract Tour tour(Layout layout, Collection<Stop> stops);

    /** Only its length; for {@link #OPTIMAL} in a few microseconds. */
    public long lengthMm(Layout layout, Collection<Stop> stops) {
        return tour(layout, stops).lengthMm();
    }

    private static void checkSize(Layout layout) {
        var rows = layout.crossAisleYMm().size() + (layout.openFloor() ? 1 : 0);
        if (rows > TourStates.MOST_CROSS_AISLES) {
            throw new IllegalArgumentException("At most " + TourStates.MOST_CROSS_AISLES
                    + " cross aisles can be solved exactly, not "
                    + layout.crossAisleYMm().size());
        }
    }
}
