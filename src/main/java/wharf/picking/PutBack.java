package wharf.picking;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;

/**
 * Units in a container that nobody wants any more.
 *
 * @param container where they are: a tote or a carton
 * @param suggestedBin the bin they were picked from; null when unknown
 * @param done units scanned away so far
 */
public record PutBack(
        UUID id,
        WarehouseId warehouse,
        MerchantId merchant,
        FulfilmentId fulfilment,
        OrderId order,
        int lineNo,
        ItemId item,
        String sku,
        String name,
        String lot,
        UUID container,
        String containerCode,
        @Nullable String suggestedBin,
        int quantity,
        int done,
        String reason,
        Instant createdAt) {
    public int left() {
        return quantity - done;
    }

    Unit units(int quantity) {
        return new Unit(merchant, fulfilment, order, lineNo, item, quantity);
    }

    wharf.inventory.Allocations.Unwanted unwanted(int quantity) {
        return new wharf.inventory.Allocations.Unwanted(
                merchant, fulfilment, order, lineNo, item, lot, container, quantity);
    }
}
