package wharf.picking;

import java.util.List;
import wharf.shared.WarehouseId;

/** Units came back from a container into a bin; they are free again. Published in the transaction that did it, to listeners that join it. */
public record UnitsPutBack(WarehouseId warehouse, List<Unit> units) {
    public UnitsPutBack {
        units = List.copyOf(units);
    }
}
