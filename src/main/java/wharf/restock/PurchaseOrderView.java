package wharf.restock;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was ordered from a supplier.
 *
 * @param state PLACED, RECEIVED or CANCELLED
 * @param belowMinimum whether its value is less than the supplier takes orders for
 */
public record PurchaseOrderView(
        UUID id,
        UUID merchantId,
        long number,
        String supplier,
        @Nullable String warehouse,
        String state,
        Instant placedAt,
        String placedBy,
        LocalDate expectedOn,
        String currency,
        boolean belowMinimum,
        List<Line> lines) {
    public record Line(
            int line, UUID itemId, String sku, String name, int quantity, int received, long unitCostMinor) {}

    public long totalMinor() {
        return lines.stream()
                .mapToLong(line -> line.unitCostMinor() * line.quantity())
                .sum();
    }
}
