package wharf.walking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes down a walk corner by corner, and reads off it in which order the stops are passed. */
final class Walk {
    private static final Comparator<Stop> BY_POSITION =
            Comparator.comparingInt(Stop::positionMm).thenComparing(Stop::side).thenComparing(Stop::id);

    private final Layout layout;
    private final List<Point> path = new ArrayList<>();
    private long length;

    Walk(Layout layout) {
        this.layout = layout;
        path.add(layout.depot());
        if (!layout.openFloor()) {
            to(layout.depotXMm(), layout.frontMm());
        }
    }

    Walk to(int x, int y) {
        return to(new Point(x, y));
    }

    Walk to(Point next) {
        if (!path.getLast().equals(next)) {
            length += leg(path.getLast(), next);
            path.add(next);
        }
        return this;
    }

    Tour home(Collection<Stop> stops) {
        if (!layout.openFloor()) {
            to(layout.depotXMm(), layout.frontMm());
        }
        to(layout.depot());
        return new Tour(inPassingOrder(stops), path, length);
    }

    static Tour none(Layout layout) {
        return new Tour(List.of(), List.of(layout.depot()), 0);
    }

    private long leg(Point a, Point b) {
        if (layout.openFloor() && (a.equals(layout.depot()) || b.equals(layout.depot()))) {
            return layout.straightMm(a.equals(layout.depot()) ? b.xMm() : a.xMm());
        }
        if (a.xMm() != b.xMm() && a.yMm() != b.yMm()) {
            throw new IllegalStateException("A leg cuts through the racks, from " + a + " to " + b);
        }
        return Math.abs((long) a.xMm() - b.xMm()) + Math.abs((long) a.yMm() - b.yMm());
    }

    private List<Stop> inPassingOrder(Collection<Stop> stops) {
        var waiting = new TreeMap<Integer, List<Stop>>();
        for (var stop : stops) {
            waiting.computeIfAbsent(layout.point(stop).xMm(), x -> new ArrayList<>())
                    .add(stop);
        }
        waiting.values().forEach(list -> list.sort(BY_POSITION));
        var passed = new LinkedHashSet<Stop>();
        collect(waiting, path.getFirst(), path.getFirst(), passed);
        for (var i = 1; i < path.size(); i++) {
            collect(waiting, path.get(i - 1), path.get(i), passed);
        }
        return List.copyOf(passed);
    }

    /** A leg passes the stops of the aisle it runs in; one across passes only what stands at its far corner. */
    private static void collect(Map<Integer, List<Stop>> waiting, Point from, Point to, Collection<Stop> passed) {
        var inAisle = waiting.getOrDefault(to.xMm(), List.of());
        var start = from.xMm() == to.xMm() ? from.yMm() : to.yMm();
        var low = Math.min(start, to.yMm());
        var high = Math.max(start, to.yMm());
        var hit = inAisle.stream()
                .filter(stop -> stop.positionMm() >= low && stop.positionMm() <= high)
                .toList();
        passed.addAll(start <= to.yMm() ? hit : hit.reversed());
    }
}
