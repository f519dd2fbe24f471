package wharf.walking;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Random layouts and stops from a seed, and an independent way to the shortest tour. */
final class Instances {
    private Instances() {}

    static Layout layout(Random random, int crossAisles) {
        var ys = new TreeSet<Integer>();
        while (ys.size() < crossAisles) {
            ys.add(random.nextInt(60) * 100);
        }
        var xs = new TreeSet<Integer>();
        var aisles = 1 + random.nextInt(7);
        while (xs.size() < aisles) {
            xs.add(random.nextInt(40) * 100);
        }
        var depot = random.nextBoolean() ? xs.first() : random.nextInt(45) * 100 - 200;
        return new Layout(
                List.copyOf(xs),
                List.copyOf(ys),
                depot,
                random.nextInt(3) * 150,
                random.nextInt(4) == 0 && crossAisles < 5);
    }

    static List<Stop> stops(Random random, Layout layout, int count) {
        var stops = new ArrayList<Stop>();
        var depth = layout.backMm() - layout.frontMm();
        for (var i = 0; i < count; i++) {
            var position = layout.frontMm() + random.nextInt(depth / 50 + 1) * 50;
            var side = random.nextBoolean() ? Stop.Side.LEFT : Stop.Side.RIGHT;
            stops.add(new Stop("s" + i, random.nextInt(layout.aisleXMm().size()), position, side));
        }
        return stops;
    }

    /** All pairwise distances, the depot as index 0. */
    static long[][] matrix(Layout layout, List<Stop> stops) {
        var points = new ArrayList<Point>(List.of(layout.depot()));
        stops.forEach(stop -> points.add(layout.point(stop)));
        var matrix = new long[points.size()][points.size()];
        for (var i = 0; i < matrix.length; i++) {
            for (var j = 0; j < matrix.length; j++) {
                matrix[i][j] = layout.distanceMm(points.get(i), points.get(j));
            }
        }
        return matrix;
    }

    /** Length of the best of all permutations; for at most eight stops. */
    static long bruteForce(long[][] matrix) {
        var rest = new ArrayList<Integer>();
        for (var i = 1; i < matrix.length; i++) {
            rest.add(i);
        }
        return shortest(matrix, 0, rest);
    }

    private static long shortest(long[][] matrix, int here, List<Integer> rest) {
        if (rest.isEmpty()) {
            return matrix[here][0];
        }
        var best = Long.MAX_VALUE;
        for (var i = 0; i < rest.size(); i++) {
            var others = new ArrayList<>(rest);
            int next = rest.get(i);
            others.removeIf(other -> other == next);
            best = Math.min(best, matrix[here][next] + shortest(matrix, next, others));
        }
        return best;
    }
}
