package wharf.restock;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody a merchant buys from.
 *
 * @param items how many items are bought there
 */
public record SupplierView(
        UUID id,
        UUID merchantId,
        String name,
        @Nullable String email,
        int leadDays,
        int leadDaysDeviation,
        long minimumOrderMinor,
        String currency,
        int items) {}
