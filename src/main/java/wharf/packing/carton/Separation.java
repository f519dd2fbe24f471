package wharf.packing.carton;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Which items may share a parcel; the rule is in {@link Care}. */
public final class Separation {
    private Separation() {}

    /**
     * Goods planned together.
     *
     * @param alone each unit needs a parcel of its own; the group holds one item then
     */
    record Group(List<PackItem> items, boolean alone) {}

    static List<Group> groups(List<PackItem> items) {
        var shared = new LinkedHashMap<String, List<PackItem>>();
        var groups = new ArrayList<Group>();
        for (var item : items) {
            if (item.is(Care.ALONE)) groups.add(new Group(List.of(item), true));
            else shared.computeIfAbsent(family(item), any -> new ArrayList<>()).add(item);
        }
        shared.values().forEach(family -> groups.add(new Group(List.copyOf(family), false)));
        return groups;
    }

    /** Whether two units, of these items, may share a parcel. */
    public static boolean mayShare(PackItem one, PackItem other) {
        return !one.is(Care.ALONE) && !other.is(Care.ALONE) && family(one).equals(family(other));
    }

    /** Two items may share a parcel exactly when their families are equal. */
    private static String family(PackItem item) {
        if (item.is(Care.HAZMAT)) return "hazmat " + item.key();
        return item.is(Care.LIQUID) ? "liquid" : "dry";
    }
}
