package wharf.walking;

/**
 * Tours where only distances are known: any floor plan, or a layout with too many cross aisles. Exact for up to twelve
 * stops (Held and Karp, J. SIAM 10(1), 1962); beyond, nearest neighbour improved by 2-opt (Croes 1958), Or-opt (Or
 * 1976) and restarts from a double bridge (Martin, Otto, Felten 1991), with a fixed seed: equal input, equal tour.
 *
 * <p>Distances must be symmetric and not negative.
 */
public final class MatrixTour {
    private static final int MOST_EXACT = 12;

    private MatrixTour() {}

    /**
     * The stops in walking order, from the depot and back.
     *
     * @param stops distinct indexes into the matrix, without the depot
     */
    public static int[] order(long[][] distances, int depot, int[] stops) {
        return stops.length <= MOST_EXACT
                ? new HeldKarp(distances, depot).order(stops)
                : improved(distances, depot, stops);
    }

    /** The search used beyond twelve stops, for any number. */
    static int[] improved(long[][] distances, int depot, int[] stops) {
        return new LocalSearch(distances, depot).order(stops);
    }

    /** Length of a walk from the depot over the stops as they stand, and back. */
    public static long length(long[][] distances, int depot, int[] order) {
        var here = depot;
        var length = 0L;
        for (var stop : order) {
            length += distances[here][stop];
            here = stop;
        }
        return length + distances[here][depot];
    }
}
