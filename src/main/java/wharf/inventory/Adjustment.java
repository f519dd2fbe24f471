package wharf.inventory;

import java.util.UUID;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;

/**
 * A correction of what stands in a place.
 *
 * @param change units found (positive) or missing (negative)
 * @param requestId made by the caller: of a merchant the same one is applied once, and refused for anything else
 */
public record Adjustment(
        MerchantId merchant,
        ItemId item,
        UUID place,
        String lot,
        Condition condition,
        int change,
        String reason,
        UUID requestId)
        implements StockRequest {
    @Override
    public String content() {
        return StockRequest.text("adjustment", item, place, lot, condition, change, reason);
    }
}
