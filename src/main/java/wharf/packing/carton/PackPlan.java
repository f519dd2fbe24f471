package wharf.packing.carton;

import java.util.List;

/**
 * How to pack a request: every unit in exactly one parcel.
 *
 * @param considered what else could have been done, with its cost; the first is what was chosen
 * @param reason one sentence a person understands
 */
public record PackPlan(List<PlannedParcel> parcels, List<Considered> considered, String reason) {
    public PackPlan {
        parcels = List.copyOf(parcels);
        considered = List.copyOf(considered);
    }

    /**
     * An alternative.
     *
     * @param parcels how many it makes; 0 when it is not feasible
     * @param remark why it lost or is not feasible; empty for the winner
     */
    public record Considered(String name, boolean feasible, int parcels, long costMinor, String remark) {}

    public Cost cost() {
        return parcels.stream().map(PlannedParcel::cost).reduce(Cost.ZERO, Cost::plus);
    }
}
