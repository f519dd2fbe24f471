package wharf.order;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order in a list. */
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
        int openHolds) {}
