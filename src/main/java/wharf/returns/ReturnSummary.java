package wharf.returns;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.platform.Cursor;

/** A return in a list. Money is in minor units of {@code currency}. */
public record ReturnSummary(
        UUID id,
        UUID merchantId,
        String merchant,
        long number,
        String kind,
        String state,
        UUID orderId,
        long orderNumber,
        String externalId,
        String site,
        String reasons,
        int units,
        String currency,
        long refundedMinor,
        int failed,
        Instant requestedAt,
        @Nullable Instant receivedAt,
        @Nullable Instant settledAt) {
    /** Where a list goes on after, or back before, this. */
    public String cursor() {
        return Cursor.encode(requestedAt, id);
    }
}
