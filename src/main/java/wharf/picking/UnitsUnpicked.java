package wharf.picking;

import java.util.List;
import wharf.shared.WarehouseId;

/** A pick was undone: its units are in their bin again, still bound and waiting to be picked. Published in the transaction that did it, to listeners that join it. */
public record UnitsUnpicked(WarehouseId warehouse, List<Unit> units) {
    public UnitsUnpicked {
        units = List.copyOf(units);
    }
}
