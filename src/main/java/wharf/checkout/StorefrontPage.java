package wharf.checkout;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import wharf.feedback.Rating;
import wharf.shared.ItemId;

/**
 * The storefront as it is shown.
 *
 * @param next cursor of the next page; null on the last
 * @param inCart units in the visitor's cart
 * @param ratings of the goods that have published reviews, by item
 */
public record StorefrontPage(
        Shop shop,
        ShopWords words,
        List<Goods> goods,
        @Nullable String text,
        @Nullable String next,
        int inCart,
        Map<ItemId, Rating> ratings) {
    /** What shoppers make of it; none where nobody has said anything. */
    public Rating rating(Goods one) {
        return ratings.getOrDefault(new ItemId(one.id()), Rating.NONE);
    }
}
