package wharf.walking;

import java.util.ArrayList;
import java.util.List;

/**
 * One x at which a tour can stop or turn, from left to right.
 *
 * @param aisle whether it can be walked up; a depot between two aisles cannot
 * @param positions y of the stops, ascending; the depot counts as one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Column(int x, boolean aisle, int[] positions) {

    /** The aisles between the outermost stops, and the depot where it is not on open floor. */
    static List<Column> of(Layout layout, Aisles aisles) {
        var depot = layout.depotXMm();
        var first = aisles.list().getFirst().x();
        var last = aisles.list().getLast().x();
        var left = layout.openFloor() ? first : Math.min(depot, first);
        var right = layout.openFloor() ? last : Math.max(depot, last);
        var columns = new ArrayList<Column>();
        var next = 0;
        var depotPlaced = layout.openFloor();
        for (int x : layout.aisleXMm()) {
            if (x < left || x > right) {
                continue;
            }
            if (!depotPlaced && depot < x) {
                columns.add(new Column(depot, false, new int[] {layout.frontMm()}));
                depotPlaced = true;
            }
            var stops = new int[0];
            if (next < aisles.list().size() && aisles.list().get(next).x() == x) {
                stops = aisles.list().get(next++).positions();
            }
            columns.add(new Column(x, true, x == depot && !layout.openFloor() ? withFront(layout, stops) : stops));
            depotPlaced |= x == depot;
        }
        if (!depotPlaced) {
            columns.add(new Column(depot, false, new int[] {layout.frontMm()}));
        }
        return columns;
    }

    private static int[] withFront(Layout layout, int[] positions) {
        var all = new int[positions.length + 1];
        all[0] = layout.frontMm();
        System.arraycopy(positions, 0, all, 1, positions.length);
        return all;
    }

    /** The largest gap between two stops, and the index of the stop behind it. */
    int[] gap(int first, int end) {
        var gap = new int[] {0, first + 1};
        for (var i = first + 1; i < end; i++) {
            if (positions[i] - positions[i - 1] > gap[0]) {
                gap[0] = positions[i] - positions[i - 1];
                gap[1] = i;
            }
        }
        return gap;
    }
}
