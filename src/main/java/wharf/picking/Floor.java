package wharf.picking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.inventory.Allocated;
import wharf.walking.Layout;
import wharf.walking.PickPath;
import wharf.walking.Point;
import wharf.walking.Routing;
import wharf.walking.Stop;

/** How one walks at a site: plain Java over its layout and the bins that have a place in it. */
record Floor(@Nullable Layout layout, Map<UUID, Stop> stops) {

    /** The length of the shortest walk over the bins; those without a place in the layout count nothing. */
    long walkMm(Collection<Allocated> picks) {
        return layout == null ? 0 : Routing.OPTIMAL.lengthMm(layout, stopsOf(picks));
    }

    /** The length of the walk every picker would take without help, quick to compute. */
    long roughMm(Collection<Stop> some) {
        return layout == null ? 0 : Routing.S_SHAPE.lengthMm(layout, some);
    }

    List<Stop> stopsOf(Collection<Allocated> picks) {
        var found = new HashSet<Stop>();
        for (var pick : picks) {
            var stop = stops.get(pick.place());
            if (stop != null) found.add(stop);
        }
        return List.copyOf(found);
    }

    /** The rank of each bin on the shortest walk; those without a place in the layout come last, by sequence. */
    Map<UUID, Integer> ranks(Collection<Allocated> picks) {
        var ranks = new HashMap<UUID, Integer>();
        if (layout != null) {
            for (var stop : PickPath.order(layout, stopsOf(picks)).stops()) {
                ranks.put(UUID.fromString(stop.id()), ranks.size());
            }
        }
        var unknown = new ArrayList<>(picks);
        unknown.removeIf(pick -> ranks.containsKey(pick.place()));
        unknown.sort(Comparator.comparingInt(Allocated::sequence).thenComparing(Allocated::placeCode));
        unknown.forEach(pick -> ranks.putIfAbsent(pick.place(), ranks.size()));
        return ranks;
    }

    /** The way between two bins, or from the depot to the first; 0 where one of them is not in the layout. */
    long legMm(@Nullable UUID from, UUID to) {
        var end = point(to);
        if (layout == null || end == null) return 0;
        var start = from == null ? layout.depot() : point(from);
        return start == null ? 0 : layout.distanceMm(start, end);
    }

    private @Nullable Point point(UUID place) {
        var stop = stops.get(place);
        return layout == null || stop == null ? null : layout.point(stop);
    }
}
