package wharf.picking;

import java.util.List;
import wharf.shared.WarehouseId;

/** Units went from their bin into a tote. Published in the transaction that did it, to listeners that join it. */
public record UnitsPicked(WarehouseId warehouse, List<Unit> units) {
    public UnitsPicked {
        units = List.copyOf(units);
    }
}
