package wharf.picking;

import java.util.List;
import java.util.UUID;
import wharf.shared.WarehouseId;

/** Units were bound to bins and are waiting to be picked. Published in the transaction that did it, to listeners that join it. */
public record UnitsAllocated(WarehouseId warehouse, UUID wave, List<Unit> units) {
    public UnitsAllocated {
        units = List.copyOf(units);
    }
}
