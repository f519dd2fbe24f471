package wharf.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/**
 * Promised units were found not to exist (a count, a short pick, damage) and are backordered now. Published synchronously in the
 * transaction that found out.
 */
public record UnitsBackordered(List<Units> units, String reason) {
    /** {@code fulfilment} is the one that was to ship them; null when the order was not routed yet. */
    public record Units(
            MerchantId merchant,
            OrderId order,
            int lineNo,
            ItemId item,
            @Nullable FulfilmentId fulfilment,
            int quantity) {}
}
