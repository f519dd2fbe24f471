package wharf.packing;

import java.util.List;
import wharf.inventory.Allocations;

/**
 * Units turned out missing or damaged at the pack station; the stock has them written down already and the order lines backordered.
 * Published synchronously, in the same transaction.
 */
public record UnitsShort(List<Units> units, Allocations.Loss loss) {
    public UnitsShort {
        units = List.copyOf(units);
    }
}
