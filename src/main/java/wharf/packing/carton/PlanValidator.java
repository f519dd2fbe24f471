package wharf.packing.carton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks a plan against its request, sharing no code with the packers that made it: every unit exactly once, everything inside, nothing
 * overlapping, turned only as allowed, no carton too heavy or used more often than there are pieces, what must travel apart does.
 */
public final class PlanValidator {
    private PlanValidator() {}

    /** What is wrong, one sentence each; empty when the plan is valid. */
    public static List<String> faults(PackRequest request, PackPlan plan) {
        var items = byKey(request.items());
        var faults = new ArrayList<String>();
        for (var parcel : plan.parcels()) faults.addAll(faults(parcel, items, request));
        faults.addAll(unitFaults(request.items(), plan));
        faults.addAll(supplyFaults(request.cartons(), plan));
        return faults;
    }

    /** What is wrong with one load, which may hold part of the items only. */
    static List<String> faults(List<Placement> placements, List<PackItem> items, Carton carton) {
        var faults = new ArrayList<>(geometry(placements, byKey(items), carton));
        var counted = units(placements);
        for (var item : items)
            if (Objects.requireNonNullElse(counted.get(item.key()), 0) > item.quantity())
                faults.add("more of " + item.key() + " than there is");
        return faults;
    }

    private static List<String> faults(PlannedParcel parcel, Map<String, PackItem> items, PackRequest request) {
        var faults = new ArrayList<>(geometry(parcel.placements(), items, parcel.carton()));
        if (faults.isEmpty()) faults.addAll(company(parcel, items));
        boolean known = parcel.carton().kind() == Carton.Kind.OWN
                ? parcel.units() == 1
                : request.cartons().contains(parcel.carton());
        if (!known) faults.add("carton " + parcel.carton().code() + " was not offered");
        return faults;
    }

    private static List<String> geometry(List<Placement> placements, Map<String, PackItem> items, Carton carton) {
        var faults = new ArrayList<String>();
        long grams = carton.emptyGrams();
        for (var p : placements) {
            var item = items.get(p.item());
            if (item == null) {
                faults.add("unknown item " + p.item());
                continue;
            }
            grams += (long) p.units() * item.weightGrams();
            if (!inside(p, carton)) faults.add(p + " sticks out of " + carton.code());
            if (!turnedAsAllowed(p, item)) faults.add(p + " is not a way to turn " + item);
        }
        if (grams > carton.maxGrams())
            faults.add(carton.code() + " weighs " + grams + " g of at most " + carton.maxGrams());
        if (overlap(placements)) faults.add("goods overlap in " + carton.code());
        return faults;
    }

    private static boolean inside(Placement p, Carton carton) {
        return p.units() > 0
                && p.x() >= 0
                && p.y() >= 0
                && p.z() >= 0
                && p.endX() <= carton.inner().lengthMm()
                && p.endY() <= carton.inner().widthMm()
                && p.endZ() <= carton.inner().heightMm();
    }

    private static boolean turnedAsAllowed(Placement p, PackItem item) {
        var size = item.size();
        int[] wanted = {size.lengthMm(), size.widthMm(), size.heightMm()};
        int[] lying = {p.dx(), p.dy(), p.dz()};
        if (item.is(Care.UPRIGHT) && p.dz() != size.heightMm()) return false;
        Arrays.sort(wanted);
        Arrays.sort(lying);
        return Arrays.equals(wanted, lying);
    }

    /** Sweeps along x, so that only neighbours are compared. */
    private static boolean overlap(List<Placement> placements) {
        var sorted = placements.stream()
                .sorted(Comparator.comparingInt(Placement::x))
                .toList();
        for (int i = 0; i < sorted.size(); i++) {
            var one = sorted.get(i);
            for (int j = i + 1; j < sorted.size() && sorted.get(j).x() < one.endX(); j++)
                if (crosses(one, sorted.get(j))) return true;
        }
        return false;
    }

    private static boolean crosses(Placement a, Placement b) {
        return Math.max(a.x(), b.x()) < Math.min(a.endX(), b.endX())
                && Math.max(a.y(), b.y()) < Math.min(a.endY(), b.endY())
                && Math.max(a.z(), b.z()) < Math.min(a.endZ(), b.endZ());
    }

    private static List<String> company(PlannedParcel parcel, Map<String, PackItem> items) {
        var faults = new ArrayList<String>();
        var contents = parcel.placements().stream()
                .map(p -> Objects.requireNonNull(items.get(p.item())))
                .distinct()
                .toList();
        boolean liquid = contents.stream().anyMatch(item -> item.is(Care.LIQUID));
        for (var item : contents) {
            if (item.is(Care.ALONE) && parcel.units() > 1) faults.add(item.key() + " must ship alone");
            if (item.is(Care.HAZMAT) && contents.size() > 1) faults.add(item.key() + " is hazardous and has company");
            if (liquid && !item.is(Care.LIQUID)) faults.add(item.key() + " travels with a liquid");
        }
        return faults;
    }

    private static List<String> unitFaults(List<PackItem> items, PackPlan plan) {
        var packed = new HashMap<String, Integer>();
        plan.parcels()
                .forEach(parcel -> units(parcel.placements()).forEach((k, n) -> packed.merge(k, n, Integer::sum)));
        var faults = new ArrayList<String>();
        for (var item : items) {
            var n = Objects.requireNonNullElse(packed.get(item.key()), 0);
            if (n != item.quantity()) faults.add(n + " of " + item.quantity() + " " + item.key() + " packed");
        }
        return faults;
    }

    private static List<String> supplyFaults(List<Carton> cartons, PackPlan plan) {
        var used = plan.parcels().stream()
                .collect(Collectors.groupingBy(parcel -> parcel.carton().code(), Collectors.counting()));
        var faults = new ArrayList<String>();
        for (var carton : cartons) {
            long n = Objects.requireNonNullElse(used.get(carton.code()), 0L);
            if (n > carton.available())
                faults.add(n + " of " + carton.available() + " cartons " + carton.code() + " used");
        }
        return faults;
    }

    private static Map<String, Integer> units(List<Placement> placements) {
        return placements.stream().collect(Collectors.toMap(Placement::item, Placement::units, Integer::sum));
    }

    private static Map<String, PackItem> byKey(List<PackItem> items) {
        return items.stream().collect(Collectors.toMap(PackItem::key, Function.identity()));
    }
}
