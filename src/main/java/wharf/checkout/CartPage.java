package wharf.checkout;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A cart as it is shown.
 *
 * @param cart null when the visitor carries none
 * @param checkout path of its checkout
 * @param left what is left of its items, by their ids
 */
public record CartPage(Shop shop, ShopWords words, @Nullable Cart cart, String checkout, Map<UUID, Goods> left) {
    public List<CartLine> lines() {
        return cart == null ? List.of() : cart.lines();
    }

    /** What stands in the way of this line, said before an address is written for nothing; null when nothing does, or it is held already. */
    public @Nullable String shortage(CartLine line) {
        if (cart == null || cart.holdUntil() != null || cart.order() != null) return null;
        var goods = left.get(line.item().value());
        long available = goods == null ? 0 : goods.available();
        if (available >= line.quantity()) return null;
        return available == 0 ? words.say("storefront.soldout") : words.say("storefront.left", available);
    }
}
