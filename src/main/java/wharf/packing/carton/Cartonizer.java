package wharf.packing.carton;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Chooses cartons by total landed cost (carton, freight with its dimensional weight, labour, material) and says where each unit goes.
 * Goods that must not travel together are planned apart (see {@link Care}); a unit that fits no carton ships in its own packaging, so a
 * plan always exists. The validator has the last word on every plan. Safe for use by many threads.
 */
public final class Cartonizer {
    private final Packer thorough;
    private final Packer fast = new BlockPacker();

    public Cartonizer() {
        this(List.of(new BlockPacker(), new SkjolberPacker()));
    }

    Cartonizer(List<Packer> packers) {
        this.thorough = new BestOf(packers);
    }

    public PackPlan plan(PackRequest request) {
        var deadline = Deadline.in(request.budget());
        var plan = plan(request, thorough, deadline);
        var faults = PlanValidator.faults(request, plan);
        if (!faults.isEmpty()) {
            plan = plan(request, fast, deadline);
            faults = PlanValidator.faults(request, plan);
        }
        if (!faults.isEmpty()) throw new IllegalStateException("no valid plan for " + request + ": " + faults);
        return plan;
    }

    private static PackPlan plan(PackRequest request, Packer packer, Deadline deadline) {
        var supply = new Supply(request.cartons());
        var parcels = new ArrayList<PlannedParcel>();
        var considered = new ArrayList<PackPlan.Considered>();
        var reasons = new ArrayList<String>();
        for (var group : Separation.groups(request.items())) {
            var part = new GroupPlanner(request, packer, deadline, supply).plan(group);
            parcels.addAll(part.parcels());
            considered.addAll(part.considered());
            reasons.add(part.reason());
        }
        var reason = reasons.stream().distinct().collect(Collectors.joining(" "));
        if (deadline.passed()) reason += " Time ran out, so the search was cut short.";
        return new PackPlan(parcels, considered, reason);
    }
}
