package wharf.inventory;

import java.time.Instant;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/**
 * What an order line wants of an item.
 *
 * @param perUnit units of the item in one unit of the line: 1, or the component's quantity in a kit
 * @param quantity units of the item wanted in all
 * @param backordered how many of them are not granted; decided by {@link Reservations#decide}
 * @param elsewhere how many never need stock here: digital, handed over at the till, fulfilled by the marketplace
 */
public record Reserving(
        OrderId order,
        int lineNo,
        ItemId item,
        MerchantId merchant,
        int priority,
        Instant placedAt,
        int perUnit,
        int quantity,
        int backordered,
        int elsewhere) {
    public int reserved() {
        return quantity - backordered - elsewhere;
    }

    Reserving backordering(int units) {
        return new Reserving(order, lineNo, item, merchant, priority, placedAt, perUnit, quantity, units, elsewhere);
    }
}
