package wharf.picking;

import java.util.List;
import wharf.inventory.Allocations;
import wharf.shared.WarehouseId;

/** Units were not in their bin, or not fit to be sold; they are out of the books of that bin. Published in the transaction that did it, to listeners that join it. */
public record UnitsShort(WarehouseId warehouse, Allocations.Loss reason, List<Unit> units) {
    public UnitsShort {
        units = List.copyOf(units);
    }
}
