package wharf.catalog;

import org.jspecify.annotations.Nullable;
import wharf.shared.Dimensions;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Money;

/**
 * Something a merchant sells.
 *
 * @param weightGrams of one unit; zero for kits and digital items
 * @param size of one unit; null for kits and digital items
 * @param value what one unit is worth for insurance and customs, in the merchant's currency
 */
public record Item(
        ItemId id,
        MerchantId merchant,
        String sku,
        String name,
        Kind kind,
        int weightGrams,
        @Nullable Dimensions size,
        Handling handling,
        @Nullable Money value,
        @Nullable ItemInstruction instruction,
        boolean active) {
    public enum Kind {
        /** Stands on a shelf. */
        PHYSICAL,
        /** Sold as one, picked as its components. */
        KIT,
        /** Delivered without a warehouse. */
        DIGITAL
    }
}
