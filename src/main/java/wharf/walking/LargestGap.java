package wharf.walking;

import java.util.Collection;
import java.util.List;
import wharf.walking.Aisles.Aisle;

/**
 * Largest-gap routing (Hall 1993): the first and the last aisle are walked through; of every other the picker leaves
 * out the largest stretch without a pick, entering from the back and from the front as far as needed. Middle cross
 * aisles are crossed, not used.
 */
final class LargestGap {
    private final Layout layout;
    private final Walk walk;

    private LargestGap(Layout layout) {
        this.layout = layout;
        walk = new Walk(layout);
    }

    static Tour tour(Layout layout, Collection<Stop> stops) {
        if (stops.isEmpty()) {
            return Walk.none(layout);
        }
        var gap = new LargestGap(layout);
        var aisles = Aisles.of(layout, stops).fromDepot(layout);
        if (aisles.size() == 1) {
            gap.fromFront(aisles.getFirst(), aisles.getFirst().farthest());
        } else {
            gap.around(aisles.getFirst(), aisles.subList(1, aisles.size() - 1), aisles.getLast());
        }
        return gap.walk.home(stops);
    }

    private void around(Aisle first, List<Aisle> middle, Aisle last) {
        var onTheWayOut =
                middle.stream().filter(aisle -> isBetweenDepotAnd(first, aisle)).toList();
        onTheWayOut.reversed().forEach(this::frontPart);
        walk.to(first.x(), layout.frontMm()).to(first.x(), layout.backMm());
        middle.forEach(this::backPart);
        walk.to(last.x(), layout.backMm()).to(last.x(), layout.frontMm());
        middle.reversed().stream().filter(aisle -> !onTheWayOut.contains(aisle)).forEach(this::frontPart);
    }

    private boolean isBetweenDepotAnd(Aisle first, Aisle aisle) {
        var depot = layout.depotXMm();
        return Math.min(depot, first.x()) <= aisle.x() && aisle.x() <= Math.max(depot, first.x());
    }

    private void frontPart(Aisle aisle) {
        var gap = gapIndex(aisle.positions());
        if (gap > 0) {
            fromFront(aisle, aisle.positions()[gap - 1]);
        }
    }

    private void fromFront(Aisle aisle, int upTo) {
        walk.to(aisle.x(), layout.frontMm()).to(aisle.x(), upTo).to(aisle.x(), layout.frontMm());
    }

    private void backPart(Aisle aisle) {
        var gap = gapIndex(aisle.positions());
        if (gap < aisle.positions().length) {
            walk.to(aisle.x(), layout.backMm())
                    .to(aisle.x(), aisle.positions()[gap])
                    .to(aisle.x(), layout.backMm());
        }
    }

    /** How many positions lie in front of the largest gap; the stretches to both cross aisles count as gaps. */
    private int gapIndex(int[] positions) {
        var largest = positions[0] - layout.frontMm();
        var index = 0;
        for (var i = 1; i <= positions.length; i++) {
            var end = i == positions.length ? layout.backMm() : positions[i];
            if (end - positions[i - 1] > largest) {
                largest = end - positions[i - 1];
                index = i;
            }
        }
        return index;
    }
}
