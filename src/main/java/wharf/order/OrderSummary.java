package wharf.order;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.platform.Cursor;

/**
 * An order in a list.
 *
 * @param imported it was finished before Wharf, and brought in with its history
 */
public record OrderSummary(
        UUID id,
        UUID merchantId,
        String merchant,
        long number,
        String channel,
        String externalId,
        String state,
        Instant placedAt,
        String currency,
        long totalMinor,
        String shipToName,
        @Nullable String country,
        int openHolds,
        boolean imported) {
    /** Where a list goes on after, or back before, this. */
    public String cursor() {
        return Cursor.encode(placedAt, id);
    }
}
