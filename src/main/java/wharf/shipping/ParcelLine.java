package wharf.shipping;

import org.jspecify.annotations.Nullable;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.OrderId;

/** What of a fulfilment's line is in a parcel; of a serial-tracked item one line per unit. */
public record ParcelLine(
        FulfilmentId fulfilment,
        OrderId order,
        int lineNo,
        ItemId item,
        int quantity,
        @Nullable String lot,
        @Nullable String serial) {
    public ParcelLine {
        if (quantity < 1) throw new IllegalArgumentException("quantity of " + quantity + "; expected at least 1");
    }
}
