package wharf.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.catalog.Item;
import wharf.geography.Address;
import wharf.inventory.Reserving;
import wharf.payment.NewTender;
import wharf.shared.Actor;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/** A valid order, resolved to items and amounts, ready to be written. */
record Draft(
        OrderId id,
        MerchantId merchant,
        String channel,
        String externalId,
        int revision,
        byte[] contentHash,
        Instant placedAt,
        String currency,
        Totals totals,
        int priority,
        @Nullable String service,
        NewOrder.Shortage shortage,
        Address shipTo,
        String shipToJson,
        String shipToName,
        @Nullable String email,
        String locale,
        @Nullable String note,
        List<Line> lines,
        List<Reserving> reserving,
        List<NewTender> tenders,
        List<Instruction> instructions,
        NewOrder source,
        Actor actor) {

    record Totals(long subtotal, long discount, long shipping, long tax, long total) {}

    record Line(
            int number,
            Item item,
            String title,
            int quantity,
            long unitPrice,
            long discount,
            long tax,
            @Nullable String propertiesJson,
            boolean elsewhere) {}

    record Instruction(@Nullable Integer line, String type, String stage, String text, String source) {}

    /** What identifies the order for the channel. */
    record Key(MerchantId merchant, String channel, String externalId) {}

    Key key() {
        return new Key(merchant, channel, externalId);
    }

    boolean mayBackorder() {
        return shortage == NewOrder.Shortage.BACKORDER;
    }
}
