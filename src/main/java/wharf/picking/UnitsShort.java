package wharf.picking;

import java.util.List;
import wharf.inventory.Allocations;
import wharf.shared.WarehouseId;

/**
 * Units were not in their bin, or not fit to be sold; they are out of the books of that bin. Published in the transaction that did it, to
 * listeners that join it.
 *
 * @param open those that no other bin of the site could give: backordered, until other stock is found
 */
public record UnitsShort(WarehouseId warehouse, Allocations.Loss reason, List<Unit> units, List<Unit> open) {
    public UnitsShort {
        units = List.copyOf(units);
        open = List.copyOf(open);
    }
}
