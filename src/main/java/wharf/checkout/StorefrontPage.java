package wharf.checkout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The storefront as it is shown.
 *
 * @param next cursor of the next page; null on the last
 * @param inCart units in the visitor's cart
 */
public record StorefrontPage(
        Shop shop,
        ShopWords words,
        List<Goods> goods,
        @Nullable String text,
        @Nullable String next,
        int inCart) {}
