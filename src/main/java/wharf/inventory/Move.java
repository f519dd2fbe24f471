package wharf.inventory;

import java.util.UUID;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;

/** Free (unbound) units go to another place or condition. */
public record Move(
        MerchantId merchant,
        ItemId item,
        String lot,
        UUID from,
        Condition fromCondition,
        UUID to,
        Condition toCondition,
        int quantity,
        String reason,
        UUID requestId)
        implements StockRequest {
    @Override
    public String content() {
        return StockRequest.text("move", item, lot, from, fromCondition, to, toCondition, quantity, reason);
    }
}
