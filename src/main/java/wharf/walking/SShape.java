package wharf.walking;

import java.util.Collection;

/**
 * S-shape (traversal) routing: every aisle with a pick is walked through, alternately up and down; only the last one is
 * left by the front if that is needed to get home. (Hall, "Distance approximations for routing manual pickers in a
 * warehouse", IIE Transactions 25(4), 1993; de Koster, Le-Duc, Roodbergen, EJOR 182, 2007.) Middle cross aisles are
 * crossed, not used.
 */
final class SShape {
    private SShape() {}

    static Tour tour(Layout layout, Collection<Stop> stops) {
        if (stops.isEmpty()) {
            return Walk.none(layout);
        }
        var walk = new Walk(layout);
        var atFront = true;
        var aisles = Aisles.of(layout, stops).fromDepot(layout);
        for (var i = 0; i < aisles.size(); i++) {
            var aisle = aisles.get(i);
            var here = atFront ? layout.frontMm() : layout.backMm();
            walk.to(aisle.x(), here);
            if (i == aisles.size() - 1 && atFront) {
                walk.to(aisle.x(), aisle.farthest()).to(aisle.x(), here);
            } else {
                atFront = !atFront;
                walk.to(aisle.x(), atFront ? layout.frontMm() : layout.backMm());
            }
        }
        return walk.home(stops);
    }
}
