package wharf.checkout;

import wharf.shared.ItemId;

/** So many units of an item in a cart, at the price they had when they were put in; in the cart's currency. */
public record CartLine(ItemId item, String sku, String name, boolean kit, int quantity, long unitPriceMinor) {
    public long totalMinor() {
        return unitPriceMinor * quantity;
    }
}
