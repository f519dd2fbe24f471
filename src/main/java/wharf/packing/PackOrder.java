package wharf.packing;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shipping.ShipTo;

/**
 * A fulfilment as packing sees it.
 *
 * @param number of the fulfilment, as people say it
 * @param orderNumber as the shopper knows it
 * @param deliverBy the day promised to the shopper, if any
 * @param locale BCP 47, the language of the packing slip
 */
public record PackOrder(
        FulfilmentId fulfilment,
        String number,
        MerchantId merchant,
        OrderId order,
        String orderNumber,
        String service,
        ShipTo shipTo,
        @Nullable LocalDate deliverBy,
        String locale,
        @Nullable String giftMessage,
        List<Line> lines) {
    public PackOrder {
        lines = List.copyOf(lines);
    }

    /**
     * An item of the whole order (a kit's components each on their own).
     *
     * @param title what the line is called on the order; for a component, its kit
     * @param ordered units wanted, cancelled ones left out
     * @param packed units in parcels or sent already, from any site
     * @param kit what it is a component of; null for an item of its own
     */
    public record Line(
            int lineNo,
            ItemId item,
            String title,
            int ordered,
            int packed,
            @Nullable Kit kit) {}

    /**
     * What was ordered as one thing, and is packed as its components.
     *
     * @param ordered kits wanted, cancelled ones left out
     */
    public record Kit(String sku, int ordered) {}
}
