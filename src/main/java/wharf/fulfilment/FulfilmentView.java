package wharf.fulfilment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;

/** What one warehouse ships of an order, as it stands. */
public record FulfilmentView(
        FulfilmentId id,
        long number,
        MerchantId merchant,
        OrderId order,
        WarehouseId site,
        FulfilmentState state,
        String service,
        Instant shipBy,
        @Nullable UUID wave,
        Instant createdAt,
        @Nullable Instant shippedAt,
        List<Line> lines) {

    /** Units of an item; what is in none of the counters is planned. */
    public record Line(
            int lineNo, ItemId item, int quantity, int allocated, int picked, int packed, int shipped, int dropped) {
        public int planned() {
            return quantity - allocated - picked - packed - shipped - dropped;
        }

        public int open() {
            return quantity - shipped - dropped;
        }
    }

    /** Where its open units are decides its state: the one that lags most. Released ones only. */
    FulfilmentState progress(boolean packing) {
        int open = lines.stream().mapToInt(Line::open).sum();
        int shipped = lines.stream().mapToInt(Line::shipped).sum();
        if (open == 0) return shipped > 0 ? FulfilmentState.SHIPPED : FulfilmentState.CANCELLED;
        int toPick = lines.stream()
                .mapToInt(line -> line.allocated() + line.planned())
                .sum();
        int picked = lines.stream().mapToInt(Line::picked).sum();
        int packed = lines.stream().mapToInt(Line::packed).sum();
        if (toPick > 0) return picked + packed > 0 ? FulfilmentState.PICKING : FulfilmentState.RELEASED;
        if (picked == 0) return FulfilmentState.PACKED;
        return packing || packed > 0 ? FulfilmentState.PACKING : FulfilmentState.PICKED;
    }
}
