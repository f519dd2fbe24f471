package wharf.picking;

import java.time.Instant;
import java.util.List;
import wharf.inventory.Allocated;

/**
 * A cart load, walked in the order of its picks.
 *
 * @param fulfilments slot 1, 2, …
 * @param walkMm the walk from the depot and back; 0 where no layout is known
 * @param aloneMm the sum of the walks for each fulfilment alone
 */
record PlannedBatch(List<Pickable> fulfilments, List<PlannedPick> picks, long walkMm, long aloneMm) {
    /** A pick and the way to it from the one before. */
    record PlannedPick(int slot, Allocated units, long walkMm) {}

    int priority() {
        return fulfilments.stream().mapToInt(Pickable::priority).max().orElse(0);
    }

    Instant shipBy() {
        return fulfilments.stream()
                .map(Pickable::shipBy)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    int units() {
        return picks.stream().mapToInt(pick -> pick.units().quantity()).sum();
    }
}
