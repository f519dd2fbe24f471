package wharf.walking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/** Checks a tour without knowing how it was made. */
public final class TourCheck {
    private TourCheck() {}

    /** What is wrong: legs through racks, a wrong length, stops missing, foreign or out of order. Empty if all is well. */
    public static List<String> problems(Layout layout, Collection<Stop> stops, Tour tour) {
        var problems = new ArrayList<String>();
        if (!new HashSet<>(tour.stops()).equals(new HashSet<>(stops))) {
            problems.add(
                    "The tour's stops are not the given ones: " + tour.stops().size() + " of " + stops.size());
        }
        if (!startsAndEndsAtDepot(layout, tour)) {
            problems.add("The path does not start and end at the depot");
        }
        var length = 0L;
        for (var i = 1; i < tour.path().size(); i++) {
            var from = tour.path().get(i - 1);
            var to = tour.path().get(i);
            if (!isWalkable(layout, from, to)) {
                problems.add("No way straight from " + from + " to " + to);
            }
            length += legMm(layout, from, to);
        }
        if (length != tour.lengthMm()) {
            problems.add("The path is " + length + " mm long, the tour says " + tour.lengthMm());
        }
        if (!passesInOrder(layout, tour)) {
            problems.add("The path does not pass the stops in the tour's order");
        }
        return problems;
    }

    private static boolean startsAndEndsAtDepot(Layout layout, Tour tour) {
        var start = layout.depot();
        return !tour.path().isEmpty()
                && tour.path().getFirst().equals(start)
                && tour.path().getLast().equals(start);
    }

    private static long legMm(Layout layout, Point from, Point to) {
        return isStraightOverOpenFloor(layout, from, to)
                ? Math.round(Math.hypot(from.xMm() - (double) to.xMm(), from.yMm() - (double) to.yMm()))
                : Math.abs((long) from.xMm() - to.xMm()) + Math.abs((long) from.yMm() - to.yMm());
    }

    private static boolean isStraightOverOpenFloor(Layout layout, Point from, Point to) {
        var other = from.equals(layout.depot()) ? to : from;
        return layout.openFloor()
                && (from.equals(layout.depot()) || to.equals(layout.depot()))
                && other.yMm() == layout.frontMm()
                && layout.aisleXMm().contains(other.xMm());
    }

    private static boolean isWalkable(Layout layout, Point from, Point to) {
        if (isStraightOverOpenFloor(layout, from, to)) {
            return true;
        }
        if (from.yMm() == to.yMm()) {
            return layout.crossAisleYMm().contains(from.yMm());
        }
        var toDepot = !layout.openFloor()
                && from.xMm() == layout.depotXMm()
                && Math.max(from.yMm(), to.yMm()) == layout.frontMm();
        return from.xMm() == to.xMm() && (layout.aisleXMm().contains(from.xMm()) || toDepot);
    }

    private static boolean passesInOrder(Layout layout, Tour tour) {
        var next = 0;
        for (var i = 0; i < tour.path().size(); i++) {
            var from = tour.path().get(Math.max(0, i - 1));
            var to = tour.path().get(i);
            while (next < tour.stops().size()
                    && isOnLeg(layout.point(tour.stops().get(next)), from, to)) {
                from = layout.point(tour.stops().get(next++));
            }
        }
        return next == tour.stops().size();
    }

    private static boolean isOnLeg(Point p, Point from, Point to) {
        return isBetween(p.xMm(), from.xMm(), to.xMm()) && isBetween(p.yMm(), from.yMm(), to.yMm());
    }

    private static boolean isBetween(int value, int a, int b) {
        return Math.min(a, b) <= value && value <= Math.max(a, b);
    }
}
