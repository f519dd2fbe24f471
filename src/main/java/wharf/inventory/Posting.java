package wharf.inventory;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;

/**
 * A movement about to be written: so many units of an item (owner, lot) from one place and condition to another.
 *
 * @param lot lot code, empty for none
 * @param unbound how many of the units were bound to an allocation where they leave
 * @param bound how many are bound to one where they arrive
 * @param cause id of what made it necessary: an order, a receipt, a count
 */
record Posting(
        MerchantId merchant,
        ItemId item,
        String lot,
        UUID from,
        Condition fromCondition,
        UUID to,
        Condition toCondition,
        int quantity,
        int unbound,
        int bound,
        String reason,
        @Nullable UUID cause,
        Instant occurredAt) {
    Posting {
        if (quantity <= 0) throw new IllegalArgumentException("quantity of " + quantity + "; expected more than zero");
    }
}
