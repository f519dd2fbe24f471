package wharf.walking;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A rectangular warehouse with parallel aisles. One walks along aisles and cross aisles only; lengths in millimetres,
 * measured on centre lines.
 *
 * @param aisleXMm x of every aisle, ascending
 * @param crossAisleYMm y of every cross aisle, ascending: the front one first, the back one last, any others between
 * @param depotXMm x of the depot, on the front cross aisle; need not be at an aisle
 * @param depotOffsetMm how far the depot lies before the front cross aisle
 * @param openFloor whether the floor between depot and front is free, so that one walks from the depot straight to any
 *     aisle; otherwise along the front cross aisle
 */
public record Layout(
        List<Integer> aisleXMm, List<Integer> crossAisleYMm, int depotXMm, int depotOffsetMm, boolean openFloor) {
    public Layout {
        aisleXMm = List.copyOf(aisleXMm);
        crossAisleYMm = List.copyOf(crossAisleYMm);
        openFloor = openFloor && depotOffsetMm > 0; // a floor without depth is the front cross aisle
        if (aisleXMm.isEmpty() || !ascends(aisleXMm)) {
            throw new IllegalArgumentException("Aisles must be at least one and ascend: " + aisleXMm);
        }
        if (crossAisleYMm.size() < 2 || !ascends(crossAisleYMm)) {
            throw new IllegalArgumentException("Cross aisles must be at least two and ascend: " + crossAisleYMm);
        }
        if (depotOffsetMm < 0) {
            throw new IllegalArgumentException("The depot cannot lie behind the front cross aisle: " + depotOffsetMm);
        }
    }

    /** One block of equally spaced aisles from y = 0 to {@code lengthMm}, the depot at the first aisle's front. */
    public static Layout singleBlock(int aisles, int pitchMm, int lengthMm) {
        return blocks(aisles, pitchMm, List.of(0, lengthMm));
    }

    /** Equally spaced aisles from x = 0 crossed at the given y, the depot at the first aisle's front. */
    public static Layout blocks(int aisles, int pitchMm, List<Integer> crossAisleYMm) {
        return new Layout(IntStream.range(0, aisles).mapToObj(i -> i * pitchMm).toList(), crossAisleYMm, 0, 0, false);
    }

    /** y of the front cross aisle. */
    public int frontMm() {
        return crossAisleYMm.getFirst();
    }

    /** y of the back cross aisle. */
    public int backMm() {
        return crossAisleYMm.getLast();
    }

    /** The same floor with the depot elsewhere. */
    public Layout withDepot(int xMm, int offsetMm, boolean open) {
        return new Layout(aisleXMm, crossAisleYMm, xMm, offsetMm, open);
    }

    /** Where tours start and end. */
    public Point depot() {
        return new Point(depotXMm, frontMm() - depotOffsetMm);
    }

    /**
     * Where a stop is.
     *
     * @throws IllegalArgumentException if it lies outside the layout
     */
    public Point point(Stop stop) {
        if (stop.aisle() < 0 || stop.aisle() >= aisleXMm.size()) {
            throw new IllegalArgumentException("Stop " + stop.id() + " is in aisle " + stop.aisle() + " of "
                    + aisleXMm.size() + " (the first is 0)");
        }
        if (stop.positionMm() < frontMm() || stop.positionMm() > backMm()) {
            throw new IllegalArgumentException("Stop " + stop.id() + " at " + stop.positionMm()
                    + " mm is outside its aisle, " + frontMm() + " to " + backMm());
        }
        return new Point(aisleXMm.get(stop.aisle()), stop.positionMm());
    }

    /** Shortest way between two points that lie on aisles or cross aisles or are the depot. */
    public long distanceMm(Point a, Point b) {
        if (a.equals(b)) {
            return 0;
        }
        if (a.equals(depot())) {
            return fromDepotMm(b);
        }
        return b.equals(depot()) ? fromDepotMm(a) : betweenMm(a, b);
    }

    /** From the depot straight to the front of an aisle; only on an open floor. */
    long straightMm(int aisleX) {
        return Math.round(Math.hypot((double) aisleX - depotXMm, depotOffsetMm));
    }

    private long fromDepotMm(Point to) {
        if (!openFloor) {
            return depotOffsetMm + betweenMm(new Point(depotXMm, frontMm()), to);
        }
        var shortest = Long.MAX_VALUE;
        for (int x : aisleXMm) {
            shortest = Math.min(shortest, straightMm(x) + betweenMm(new Point(x, frontMm()), to));
        }
        return shortest;
    }

    private long betweenMm(Point a, Point b) {
        var across = Math.abs((long) a.xMm() - b.xMm());
        if (across == 0) {
            return Math.abs((long) a.yMm() - b.yMm());
        }
        var along = Long.MAX_VALUE;
        for (int y : crossAisleYMm) {
            along = Math.min(along, Math.abs((long) a.yMm() - y) + Math.abs((long) b.yMm() - y));
        }
        return across + along;
    }

    private static boolean ascends(List<Integer> values) {
        return IntStream.range(1, values.size()).allMatch(i -> values.get(i - 1) < values.get(i));
    }
}
