package wharf.order;

import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import wharf.geography.Address;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/** An order as it stands. Money is in minor units of {@code currency}. */
public record OrderView(
        OrderId id,
        MerchantId merchant,
        long number,
        String channel,
        String externalId,
        int revision,
        OrderState state,
        Instant placedAt,
        String currency,
        long subtotalMinor,
        long discountMinor,
        long shippingMinor,
        long taxMinor,
        long totalMinor,
        int priority,
        @Nullable String service,
        Address shipTo,
        @Nullable String email,
        String locale,
        @Nullable String note,
        int openHolds,
        int version,
        List<Line> lines) {

    /**
     * A line and the fates of its units. For a kit the units are those of its components.
     *
     * @param quantity units ordered; 0 when a revision took the line out
     * @param removed units that were ordered once: cancelled in {@code units}, and no part of {@code quantity} or of the money
     */
    public record Line(
            int number,
            ItemId item,
            String sku,
            String title,
            int quantity,
            int removed,
            long unitPriceMinor,
            long discountMinor,
            long taxMinor,
            List<Units> units) {}

    /** Where the units of one item of a line are; the counters add up to {@code quantity}. */
    public record Units(
            ItemId item,
            String sku,
            int perUnit,
            int quantity,
            int backordered,
            int reserved,
            int allocated,
            int picked,
            int packed,
            int shipped,
            int cancelled,
            int elsewhere) {
        /** Units that have not left and can still be cancelled. */
        public int cancellable() {
            return quantity - shipped - cancelled - elsewhere;
        }
    }

    /** How many whole units of a line a counter of its items comes to: for a kit, the component that has least. */
    public static int whole(Line line, ToIntFunction<Units> counter) {
        return line.units().stream()
                .mapToInt(units -> counter.applyAsInt(units) / units.perUnit())
                .min()
                .orElse(0);
    }
}
