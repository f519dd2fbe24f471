package wharf.packing.carton;

import java.util.List;

/** Asks packers in turn until one loads everything; otherwise the fullest load. A load the validator refuses does not count. */
record BestOf(List<Packer> packers) implements Packer {
    @Override
    public Load pack(List<PackItem> items, Carton carton, Deadline deadline) {
        var best = Load.NOTHING;
        for (var packer : packers) {
            var load = packer.pack(items, carton, deadline);
            if (load.isEmpty()
                    || !PlanValidator.faults(load.placements(), items, carton).isEmpty()) continue;
            if (load.takesAll(items)) return load;
            if (load.volumeMm3() > best.volumeMm3()) best = load;
        }
        return best;
    }
}
