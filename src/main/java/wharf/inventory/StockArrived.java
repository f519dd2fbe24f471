package wharf.inventory;

import java.util.List;
import wharf.shared.ItemId;

/**
 * Units of these items were received, found, put back or moved: who waits for them in a bin may look again. Published after backorders had
 * their share, in a transaction.
 */
public record StockArrived(List<ItemId> items) {
    public StockArrived {
        items = List.copyOf(items);
    }
}
