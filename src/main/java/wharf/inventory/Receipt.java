package wharf.inventory;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;

/**
 * Units that arrive from a supplier.
 *
 * @param place the bin or container they are put in
 * @param lot lot code; required for lot-tracked items, empty otherwise
 * @param requestId made by the caller: of a merchant the same one is received once, and refused for anything else
 */
public record Receipt(
        MerchantId merchant,
        ItemId item,
        UUID place,
        String lot,
        @Nullable LocalDate expiresOn,
        Condition condition,
        int quantity,
        UUID requestId)
        implements StockRequest {
    @Override
    public String content() {
        return StockRequest.text("receipt", item, place, lot, expiresOn, condition, quantity);
    }
}
