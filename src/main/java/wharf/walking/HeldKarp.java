package wharf.walking;

import java.util.Arrays;

/** The shortest tour by dynamic programming over sets of stops (Held and Karp, J. SIAM 10(1), 1962); for a dozen stops. */
final class HeldKarp {
    private static final long NEVER = Long.MAX_VALUE / 4;

    private final long[][] distances;
    private final int depot;

    HeldKarp(long[][] distances, int depot) {
        this.distances = distances;
        this.depot = depot;
    }

    int[] order(int[] stops) {
        var n = stops.length;
        if (n == 0) {
            return new int[0];
        }
        var best = new long[1 << n][n];
        var before = new byte[1 << n][n];
        for (var row : best) {
            Arrays.fill(row, NEVER);
        }
        for (var i = 0; i < n; i++) {
            best[1 << i][i] = distances[depot][stops[i]];
        }
        for (var set = 1; set < 1 << n; set++) {
            for (var last = 0; last < n; last++) {
                if (best[set][last] < NEVER) {
                    extend(stops, best, before, set, last);
                }
            }
        }
        return readBack(stops, best, before);
    }

    private void extend(int[] stops, long[][] best, byte[][] before, int set, int last) {
        for (var next = 0; next < stops.length; next++) {
            var bit = 1 << next;
            var cost = best[set][last] + distances[stops[last]][stops[next]];
            if ((set & bit) == 0 && cost < best[set | bit][next]) {
                best[set | bit][next] = cost;
                before[set | bit][next] = (byte) last;
            }
        }
    }

    private int[] readBack(int[] stops, long[][] best, byte[][] before) {
        var n = stops.length;
        var set = (1 << n) - 1;
        var last = 0;
        for (var i = 1; i < n; i++) {
            if (best[set][i] + distances[stops[i]][depot] < best[set][last] + distances[stops[last]][depot]) {
                last = i;
            }
        }
        var order = new int[n];
        for (var i = n - 1; i >= 0; i--) {
            order[i] = stops[last];
            var previous = before[set][last];
            set &= ~(1 << last);
            last = previous;
        }
        return order;
    }
}
