package wharf.checkout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cart as it is shown.
 *
 * @param cart null when the visitor carries none
 * @param checkout path of its checkout
 */
public record CartPage(Shop shop, ShopWords words, @Nullable Cart cart, String checkout) {
    public List<CartLine> lines() {
        return cart == null ? List.of() : cart.lines();
    }
}
