package wharf.packing;

import java.util.List;
import wharf.packing.carton.Freight;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;

/**
 * A fulfilment to be planned.
 *
 * @param freight what a parcel to this address costs, in minor units of {@code currency}; see {@link RatedFreight}
 */
public record PlanRequest(
        MerchantId merchant,
        OrderId order,
        FulfilmentId fulfilment,
        WarehouseId site,
        List<Line> lines,
        Freight freight,
        String currency) {
    /** Units of an item; what is not physical is left out of the plan. */
    public record Line(ItemId item, int quantity) {}

    public PlanRequest {
        lines = List.copyOf(lines);
    }
}
