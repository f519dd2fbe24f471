package wharf.order;

import java.time.Instant;
import java.util.List;
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

    /** A line and the fates of its units. For a kit the units are those of its components. */
    public record Line(
            int number,
            ItemId item,
            String sku,
            String title,
            int quantity,
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
            int elsewhere) {}
}
