package wharf.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What lists of orders behind a number show of one. {@code flaws} says why an order was not perfect; null if it was, or is not there yet. */
record Summary(
        @Nullable UUID site,
        String channel,
        Instant placedAt,
        @Nullable Instant shippedAt,
        @Nullable Instant shipBy,
        boolean shippedLate,
        @Nullable Instant deliveredAt,
        @Nullable LocalDate promisedBy,
        boolean promiseBroken,
        @Nullable String flaws,
        long wrongUnits,
        @Nullable Instant returnedAt,
        long unitsReturned,
        @Nullable Instant refundedAt,
        @Nullable Long refundSeconds,
        @Nullable Instant csatAt,
        @Nullable Integer csat,
        @Nullable Instant npsAt,
        @Nullable Integer nps,
        long costMinor,
        @Nullable String costCurrency) {}
