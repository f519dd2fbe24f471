package wharf.feedback;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.platform.Cursor;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/**
 * What a shopper thinks of an item they bought.
 *
 * @param shownName as its writer wants to be called; empty for nobody in particular
 * @param reason why it is not shown, for {@link ReviewState#REJECTED}
 * @param reply of the merchant, shown below it
 */
public record ItemReview(
        UUID id,
        MerchantId merchant,
        OrderId order,
        String externalId,
        ItemId item,
        String sku,
        String itemName,
        int stars,
        String text,
        String shownName,
        String locale,
        ReviewState state,
        @Nullable String reason,
        @Nullable String reply,
        Instant submittedAt,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy) {
    /** Where a list, newest first, goes on after this. */
    public String cursor() {
        return Cursor.encode(submittedAt, id);
    }
}
