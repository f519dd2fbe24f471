package wharf.walking;

import java.util.Random;

/**
 * Nearest neighbour, improved by 2-opt (Croes, Operations Research 6(6), 1958) and Or-opt (Or 1976), restarted from
 * double bridges (Martin, Otto, Felten 1991). The seed is fixed: equal input, equal tour.
 */
final class LocalSearch {
    private static final int KICKS = 60;

    private final long[][] distances;
    private final int depot;

    LocalSearch(long[][] distances, int depot) {
        this.distances = distances;
        this.depot = depot;
    }

    int[] order(int[] stops) {
        var best = nearestNeighbour(stops);
        localSearch(best);
        var bestLength = MatrixTour.length(distances, depot, best);
        var random = new Random(1993);
        for (var kick = 0; kick < KICKS; kick++) {
            var candidate = doubleBridge(best, random);
            localSearch(candidate);
            var candidateLength = MatrixTour.length(distances, depot, candidate);
            if (candidateLength < bestLength) {
                best = candidate;
                bestLength = candidateLength;
            }
        }
        return best;
    }

    private int[] nearestNeighbour(int[] stops) {
        var order = stops.clone();
        var here = depot;
        for (var i = 0; i < order.length; i++) {
            var nearest = i;
            for (var j = i + 1; j < order.length; j++) {
                if (distances[here][order[j]] < distances[here][order[nearest]]) {
                    nearest = j;
                }
            }
            here = order[nearest];
            order[nearest] = order[i];
            order[i] = here;
        }
        return order;
    }

    private void localSearch(int[] order) {
        while (twoOpt(order) || orOpt(order)) {
            // each call makes the tour shorter, so this ends
        }
    }

    private boolean twoOpt(int[] order) {
        var improved = false;
        for (var i = 0; i < order.length - 1; i++) {
            for (var j = i + 1; j < order.length; j++) {
                var before = at(order, i - 1);
                var after = at(order, j + 1);
                var gain = distances[before][order[i]]
                        + distances[order[j]][after]
                        - distances[before][order[j]]
                        - distances[order[i]][after];
                if (gain > 0) {
                    reverse(order, i, j);
                    improved = true;
                }
            }
        }
        return improved;
    }

    private boolean orOpt(int[] order) {
        for (var size = 1; size <= 3; size++) {
            for (var from = 0; from + size <= order.length; from++) {
                if (moveSegment(order, from, size)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Moves the segment to where it saves something, either way round, by two or three reversals in place. */
    private boolean moveSegment(int[] order, int from, int size) {
        var to = from + size - 1;
        var a = order[from];
        var b = order[to];
        var freed = distances[at(order, from - 1)][a]
                + distances[b][at(order, to + 1)]
                - distances[at(order, from - 1)][at(order, to + 1)];
        for (var gap = 0; gap <= order.length; gap++) {
            if (gap >= from && gap <= to + 1) {
                continue;
            }
            var left = at(order, gap - 1);
            var right = at(order, gap);
            var kept = distances[left][a] + distances[b][right];
            var turned = distances[left][b] + distances[a][right];
            if (Math.min(kept, turned) - distances[left][right] < freed) {
                shift(order, from, to, gap, turned < kept);
                return true;
            }
        }
        return false;
    }

    private static void shift(int[] order, int from, int to, int gap, boolean turned) {
        var size = to - from + 1;
        if (gap < from) {
            reverse(order, gap, to);
            reverse(order, gap + size, to);
            if (!turned) {
                reverse(order, gap, gap + size - 1);
            }
        } else {
            reverse(order, from, gap - 1);
            reverse(order, from, gap - 1 - size);
            if (!turned) {
                reverse(order, gap - size, gap - 1);
            }
        }
    }

    private static int[] doubleBridge(int[] order, Random random) {
        var cuts = random.ints(3, 0, order.length + 1).sorted().toArray();
        var out = new int[order.length];
        var at = 0;
        int[][] parts = {{0, cuts[0]}, {cuts[1], cuts[2]}, {cuts[0], cuts[1]}, {cuts[2], order.length}};
        for (var part : parts) {
            System.arraycopy(order, part[0], out, at, part[1] - part[0]);
            at += part[1] - part[0];
        }
        return out;
    }

    private int at(int[] order, int index) {
        return index < 0 || index >= order.length ? depot : order[index];
    }

    private static void reverse(int[] order, int from, int to) {
        for (int i = from, j = to; i < j; i++, j--) {
            var swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
    }
}
