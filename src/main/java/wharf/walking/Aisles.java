package wharf.walking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The stops of a tour gathered by aisle: the aisles that have any, from left to right, and their positions ascending. */
record Aisles(List<Aisle> list) {

    /** An aisle with its positions, ascending. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Aisle(int x, int[] positions) {
        int nearest() {
            return positions[0];
        }

        int farthest() {
            return positions[positions.length - 1];
        }
    }

    static Aisles of(Layout layout, Collection<Stop> stops) {
        var counts = new int[layout.aisleXMm().size()];
        stops.forEach(stop -> {
            layout.point(stop);
            counts[stop.aisle()]++;
        });
        var positions = new int[counts.length][];
        Arrays.setAll(positions, i -> new int[counts[i]]);
        stops.forEach(stop -> positions[stop.aisle()][--counts[stop.aisle()]] = stop.positionMm());
        var list = new ArrayList<Aisle>();
        for (var i = 0; i < positions.length; i++) {
            if (positions[i].length > 0) {
                Arrays.sort(positions[i]);
                list.add(new Aisle(layout.aisleXMm().get(i), positions[i]));
            }
        }
        return new Aisles(list);
    }

    /** From the end that is nearer to the depot; from the left if both are as near. */
    List<Aisle> fromDepot(Layout layout) {
        var left = Math.abs(list.getFirst().x() - layout.depotXMm());
        var right = Math.abs(list.getLast().x() - layout.depotXMm());
        return right < left ? list.reversed() : list;
    }
}
