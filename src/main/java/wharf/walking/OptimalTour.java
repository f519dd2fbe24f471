package wharf.walking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import wharf.walking.TourStates.Vertical;

/**
 * The shortest tour, by dynamic programming over the aisles from left to right (Ratliff and Rosenthal 1983, for any
 * number of cross aisles: see {@link TourStates}). Time grows with the aisles and hardly with the stops.
 *
 * <p>The depot counts as a stop at the front; between two aisles it stands in a column of its own that cannot be
 * walked up.
 */
@SuppressWarnings({"EnumOrdinal", "ArrayRecordComponent"}) // flat tables, never compared: this is the inner loop
final class OptimalTour {
    private static final long NEVER = Long.MAX_VALUE / 4;
    private static final int STEPS = TourStates.VERTICALS.length;

    private final Layout layout;
    private final TourStates states;
    private final List<Integer> crossAisles;
    private final int blocks;

    /** Columns from left to right: x, whether it is an aisle, positions ascending. */
    private record Column(int x, boolean aisle, int[] positions) {}

    private final List<Column> columns;

    /** How the best way into each state came about: previous state and choice, by step and state. */
    private final List<int[]> trail = new ArrayList<>();

    private OptimalTour(Layout layout, Collection<Stop> stops) {
        this.layout = layout;
        crossAisles = layout.crossAisleYMm();
        blocks = crossAisles.size() - 1;
        states = TourStates.of(crossAisles.size());
        columns = columns(layout, Aisles.of(layout, stops));
    }

    static Tour tour(Layout layout, Collection<Stop> stops) {
        if (stops.isEmpty()) {
            return Walk.none(layout);
        }
        var search = new OptimalTour(layout, stops);
        return search.walk(search.solve(true)).home(stops);
    }

    static long length(Layout layout, Collection<Stop> stops) {
        if (stops.isEmpty()) {
            return 0;
        }
        var search = new OptimalTour(layout, stops);
        var costs = search.solve(false);
        return costs[search.best(costs)] + 2L * layout.depotOffsetMm();
    }

    private static List<Column> columns(Layout layout, Aisles aisles) {
        var depot = layout.depotXMm();
        var left = Math.min(depot, aisles.list().getFirst().x());
        var right = Math.max(depot, aisles.list().getLast().x());
        var columns = new ArrayList<Column>();
        var next = 0;
        var depotPlaced = false;
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
            columns.add(new Column(x, true, x == depot ? withFront(layout, stops) : stops));
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

    private long[] solve(boolean trace) {
        var costs = new long[states.count()];
        Arrays.fill(costs, NEVER);
        costs[TourStates.EMPTY] = 0;
        for (var c = 0; c < columns.size(); c++) {
            var column = columns.get(c);
            if (c > 0) {
                costs = across(costs, (long) column.x() - columns.get(c - 1).x(), trace);
            }
            var first = 0;
            for (var block = 0; block < blocks; block++) {
                var end = endOf(column, block, first);
                costs = along(costs, block, stretchCosts(column, block, first, end), trace);
                first = end;
            }
        }
        return costs;
    }

    /** Index after the last position that belongs to the block; a stop at a cross aisle belongs to the block behind it. */
    private int endOf(Column column, int block, int first) {
        var end = first;
        var last = block == blocks - 1;
        while (end < column.positions().length && (last || column.positions()[end] < crossAisles.get(block + 1))) {
            end++;
        }
        return end;
    }

    private long[] stretchCosts(Column column, int block, int first, int end) {
        var front = crossAisles.get(block);
        var back = crossAisles.get(block + 1);
        var costs = new long[STEPS];
        Arrays.fill(costs, NEVER);
        if (column.aisle()) {
            costs[Vertical.PASS.ordinal()] = (long) back - front;
            costs[Vertical.TWICE.ordinal()] = 2L * (back - front);
        }
        if (first == end) {
            costs[Vertical.NONE.ordinal()] = 0;
            return costs;
        }
        var positions = column.positions();
        costs[Vertical.FROM_FRONT.ordinal()] = 2L * (positions[end - 1] - front);
        if (column.aisle()) {
            costs[Vertical.FROM_BACK.ordinal()] = 2L * (back - positions[first]);
            costs[Vertical.AROUND_GAP.ordinal()] = 2L * (back - front - gap(positions, first, end)[0]);
        }
        return costs;
    }

    /** The largest gap between two stops, and the index of the stop behind it. */
    private static int[] gap(int[] positions, int first, int end) {
        var gap = new int[] {0, first + 1};
        for (var i = first + 1; i < end; i++) {
            if (positions[i] - positions[i - 1] > gap[0]) {
                gap[0] = positions[i] - positions[i - 1];
                gap[1] = i;
            }
        }
        return gap;
    }

    private long[] along(long[] costs, int block, long[] stretch, boolean trace) {
        var next = new long[costs.length];
        Arrays.fill(next, NEVER);
        var from = trace ? new int[costs.length] : null;
        for (var s = 0; s < costs.length; s++) {
            if (costs[s] >= NEVER) {
                continue;
            }
            var targets = states.vertical[s][block];
            for (var step = 0; step < STEPS; step++) {
                var target = targets[step];
                if (target >= 0 && costs[s] + stretch[step] < next[target]) {
                    next[target] = costs[s] + stretch[step];
                    if (from != null) {
                        from[target] = s * STEPS + step;
                    }
                }
            }
        }
        if (from != null) {
            trail.add(from);
        }
        return next;
    }

    private long[] across(long[] costs, long distance, boolean trace) {
        var next = new long[costs.length];
        Arrays.fill(next, NEVER);
        var choices = 1 << crossAisles.size();
        var from = trace ? new int[costs.length] : null;
        for (var s = 0; s < costs.length; s++) {
            for (var choice = 0; costs[s] < NEVER && choice < choices; choice++) {
                var target = states.horizontal[s][choice];
                if (target < 0) {
                    continue;
                }
                var cost = costs[s] + distance * edgeCount(s, choice);
                if (cost < next[target]) {
                    next[target] = cost;
                    if (from != null) {
                        from[target] = s * choices + choice;
                    }
                }
            }
        }
        if (from != null) {
            trail.add(from);
        }
        return next;
    }

    private int edgeCount(int state, int choice) {
        var count = 0;
        for (var edges : states.edges[state][choice]) {
            count += edges;
        }
        return count;
    }

    private int best(long[] costs) {
        var best = -1;
        for (var s = 1; s < costs.length; s++) {
            if (states.complete[s] && (best < 0 || costs[s] < costs[best])) {
                best = s;
            }
        }
        return best;
    }

    /** Follows the trail back from the best end, collects the edges, and walks them all in one go. */
    private Walk walk(long[] costs) {
        var graph = new EdgeGraph();
        var state = best(costs);
        var step = trail.size();
        for (var c = columns.size() - 1; c >= 0; c--) {
            var column = columns.get(c);
            var end = column.positions().length;
            for (var block = blocks - 1; block >= 0; block--) {
                var from = trail.get(--step)[state];
                var first = firstOf(column, block, end);
                addStretch(graph, column, block, TourStates.VERTICALS[from % STEPS], first, end);
                end = first;
                state = from / STEPS;
            }
            if (c > 0) {
                var choices = 1 << crossAisles.size();
                var from = trail.get(--step)[state];
                state = from / choices;
                addCrossings(graph, columns.get(c - 1).x(), column.x(), states.edges[state][from % choices]);
            }
        }
        return graph.walk(layout);
    }

    private int firstOf(Column column, int block, int end) {
        var first = end;
        while (first > 0 && (block == 0 || column.positions()[first - 1] >= crossAisles.get(block))) {
            first--;
        }
        return first;
    }

    private void addStretch(EdgeGraph graph, Column column, int block, Vertical how, int first, int end) {
        var front = new Point(column.x(), crossAisles.get(block));
        var back = new Point(column.x(), crossAisles.get(block + 1));
        var positions = column.positions();
        switch (how) {
            case NONE -> {}
            case PASS -> graph.add(front, back, 1);
            case TWICE -> graph.add(front, back, 2);
            case FROM_FRONT -> graph.add(front, new Point(column.x(), positions[end - 1]), 2);
            case FROM_BACK -> graph.add(new Point(column.x(), positions[first]), back, 2);
            case AROUND_GAP -> {
                var behind = gap(positions, first, end)[1];
                graph.add(front, new Point(column.x(), positions[behind - 1]), 2);
                graph.add(new Point(column.x(), positions[behind]), back, 2);
            }
        }
    }

    private void addCrossings(EdgeGraph graph, int left, int right, int[] edges) {
        for (var i = 0; i < edges.length; i++) {
            graph.add(new Point(left, crossAisles.get(i)), new Point(right, crossAisles.get(i)), edges[i]);
        }
    }
}
