package wharf.picking;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.platform.Words;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;

/**
 * Units in a container that nobody wants any more.
 *
 * @param container where they are: a tote or a carton
 * @param containerCode the code of a tote; that of a carton is printed nowhere
 * @param carton what is printed on the carton they are in; null where they are in none
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
        PackedCartons.@Nullable Carton carton,
        @Nullable String suggestedBin,
        int quantity,
        int done,
        String reason,
        Instant createdAt) {
    public int left() {
        return quantity - done;
    }

    PutBack in(PackedCartons.@Nullable Carton known) {
        return new PutBack(
                id,
                warehouse,
                merchant,
                fulfilment,
                order,
                lineNo,
                item,
                sku,
                name,
                lot,
                container,
                containerCode,
                known,
                suggestedBin,
                quantity,
                done,
                reason,
                createdAt);
    }

    /** Where they are, as people call it; open cartons carry no code. */
    public String where(Words words) {
        if (carton == null) return containerCode;
        if (carton.parcel() != null) return words.say("put.parcel", carton.parcel());
        return words.say("put.open", carton.openFrom() == null ? containerCode : carton.openFrom());
    }

    Unit units(int quantity) {
        return new Unit(merchant, fulfilment, order, lineNo, item, quantity);
    }

    wharf.inventory.Allocations.Unwanted unwanted(int quantity) {
        return new wharf.inventory.Allocations.Unwanted(
                merchant, fulfilment, order, lineNo, item, lot, container, quantity);
    }
}
