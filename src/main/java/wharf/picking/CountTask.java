package wharf.picking;

import java.time.Instant;
import java.util.UUID;

/**
 * A bin that somebody has to count, because a picker did not find there what the books say.
 *
 * @param expected units the books have there, those set aside among them; not shown to who counts
 * @param setAside of these, units nobody is sent for until the count
 */
public record CountTask(
        UUID id,
        UUID warehouseId,
        UUID merchantId,
        UUID placeId,
        String bin,
        UUID itemId,
        String sku,
        String name,
        String lot,
        String reason,
        int expected,
        int setAside,
        Instant createdAt) {}
