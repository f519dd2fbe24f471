package wharf.checkout;

import java.util.UUID;
import wharf.platform.Cursor;

/**
 * Something on the storefront.
 *
 * @param priceMinor of one, in the shop's currency
 * @param available units that could be promised now; for a kit, whole kits
 */
public record Goods(UUID id, String sku, String name, long priceMinor, long available) {
    /** The first letter of its name, for where there is no picture. */
    public String initial() {
        return name.isEmpty() ? "" : Character.toString(name.codePointAt(0));
    }

    /** Where the list goes on after this. */
    public String cursor() {
        return Cursor.encode(name, id);
    }
}
