package wharf.returns;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.OrderId;

/**
 * What somebody wants to send back.
 *
 * @param requestId made by the caller; the same one is one return for ever
 * @param note for the merchant, at most 500 characters
 */
public record NewReturn(
        OrderId order,
        UUID requestId,
        List<Line> lines,
        @Nullable String note) {
    /**
     * Units of one line of the order.
     *
     * @param line number of the order's line
     * @param reason a code of the merchant's policy
     * @param exchangeSku the item wanted instead; needed for an exchange
     */
    public record Line(
            int line,
            int quantity,
            String reason,
            Resolution resolution,
            @Nullable String exchangeSku) {}
}
