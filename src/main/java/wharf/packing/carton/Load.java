package wharf.packing.carton;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What went into one carton. */
record Load(List<Placement> placements) {
    static final Load NOTHING = new Load(List.of());

    Load {
        placements = List.copyOf(placements);
    }

    Map<String, Integer> units() {
        var units = new HashMap<String, Integer>();
        placements.forEach(p -> units.merge(p.item(), p.units(), Integer::sum));
        return units;
    }

    long volumeMm3() {
        return placements.stream().mapToLong(Placement::volumeMm3).sum();
    }

    boolean isEmpty() {
        return placements.isEmpty();
    }

    boolean takesAll(List<PackItem> items) {
        return left(items).isEmpty();
    }

    /** What of the items is not in here. */
    List<PackItem> left(List<PackItem> items) {
        return left(items, 1);
    }

    /** What remains of the items after so many loads like this one. */
    List<PackItem> left(List<PackItem> items, int times) {
        var packed = units();
        return items.stream()
                .filter(item -> item.quantity() > in(packed, item) * times)
                .map(item -> item.of(item.quantity() - in(packed, item) * times))
                .toList();
    }

    /** How many such loads the items allow. */
    int times(List<PackItem> items) {
        var packed = units();
        return items.stream()
                .filter(item -> in(packed, item) > 0)
                .mapToInt(item -> item.quantity() / in(packed, item))
                .min()
                .orElse(0);
    }

    private static int in(Map<String, Integer> packed, PackItem item) {
        return Objects.requireNonNullElse(packed.get(item.key()), 0);
    }
}
