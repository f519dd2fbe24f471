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
 * walked up. On an open floor it is a row of its own before the front cross aisle, along which steps cost nothing.
 */
@SuppressWarnings({"EnumOrdinal", "ArrayRecordComponent"}) // flat tables, never compared: this is the inner loop
final class OptimalTour {
    private static final long NEVER = Long.MAX_VALUE / 4;
    private static final int STEPS = TourStates.VERTICALS.length;

    private final Layout layout;
    private final TourStates states;
    private final List<Integer> crossAisles;

    /** Rows before the front cross aisle: one for a depot on open floor. */
    private final int rowsBefore;

    private final int blocks;

    private final List<Column> columns;

    /** How the best way into each state came about: previous state and choice, by step and state. */
    private final List<int[]> trail = new ArrayList<>();

    private OptimalTour(Layout layout, Collection<Stop> stops) {
        this.layout = layout;
        crossAisles = layout.crossAisleYMm();
        rowsBefore = layout.openFloor() ? 1 : 0;
        blocks = rowsBefore + crossAisles.size() - 1;
        states = TourStates.of(blocks + 1);
        columns = Column.of(layout, Aisles.of(layout, stops));
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
        return costs[search.best(costs)] + (layout.openFloor() ? 0 : 2L * layout.depotOffsetMm());
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
            if (layout.openFloor()) {
                costs = along(costs, 0, floorCosts(column, c == 0), trace);
            }
            for (var block = rowsBefore; block < blocks; block++) {
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
        while (end < column.positions().length && (last || column.positions()[end] < backOf(block))) {
            end++;
        }
        return end;
    }

    private int frontOf(int block) {
        return crossAisles.get(block - rowsBefore);
    }

    private int backOf(int block) {
        return crossAisles.get(block - rowsBefore + 1);
    }

    /** Between the depot's row and the front; the first column makes sure that the depot is part of the tour. */
    private long[] floorCosts(Column column, boolean first) {
        var costs = new long[STEPS];
        Arrays.fill(costs, NEVER);
        costs[Vertical.PASS.ordinal()] = layout.straightMm(column.x());
        costs[Vertical.TWICE.ordinal()] = 2 * layout.straightMm(column.x());
        costs[(first ? Vertical.FROM_FRONT : Vertical.NONE).ordinal()] = 0;
        return costs;
    }

    private long[] stretchCosts(Column column, int block, int first, int end) {
        var front = frontOf(block);
        var back = backOf(block);
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
            costs[Vertical.AROUND_GAP.ordinal()] = 2L * (back - front - column.gap(first, end)[0]);
        }
        return costs;
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
        var choices = 1 << (blocks + 1);
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
        var edges = states.edges[state][choice];
        var count = 0;
        for (var row = rowsBefore; row < edges.length; row++) {
            count += edges[row];
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
                var how = TourStates.VERTICALS[from % STEPS];
                if (block < rowsBefore) {
                    addFloor(graph, column, how);
                } else {
                    addStretch(graph, column, block, how, first, end);
                }
                end = first;
                state = from / STEPS;
            }
            if (c > 0) {
                var choices = 1 << (blocks + 1);
                var from = trail.get(--step)[state];
                state = from / choices;
                addCrossings(graph, columns.get(c - 1).x(), column.x(), states.edges[state][from % choices]);
            }
        }
        return graph.walk(layout);
    }

    private int firstOf(Column column, int block, int end) {
        var first = end;
        while (first > 0 && (block <= rowsBefore || column.positions()[first - 1] >= frontOf(block))) {
            first--;
        }
        return first;
    }

    private void addStretch(EdgeGraph graph, Column column, int block, Vertical how, int first, int end) {
        var front = new Point(column.x(), frontOf(block));
        var back = new Point(column.x(), backOf(block));
        var positions = column.positions();
        switch (how) {
            case NONE -> {}
            case PASS -> graph.add(front, back, 1);
            case TWICE -> graph.add(front, back, 2);
            case FROM_FRONT -> graph.add(front, new Point(column.x(), positions[end - 1]), 2);
            case FROM_BACK -> graph.add(new Point(column.x(), positions[first]), back, 2);
            case AROUND_GAP -> {
                var behind = column.gap(first, end)[1];
                graph.add(front, new Point(column.x(), positions[behind - 1]), 2);
                graph.add(new Point(column.x(), positions[behind]), back, 2);
            }
        }
    }

    private void addFloor(EdgeGraph graph, Column column, Vertical how) {
        var front = new Point(column.x(), layout.frontMm());
        graph.add(layout.depot(), front, how == Vertical.PASS ? 1 : how == Vertical.TWICE ? 2 : 0);
    }

    private void addCrossings(EdgeGraph graph, int left, int right, int[] edges) {
        for (var row = rowsBefore; row < edges.length; row++) {
            var y = crossAisles.get(row - rowsBefore);
            graph.add(new Point(left, y), new Point(right, y), edges[row]);
        }
    }
}
