package wharf.checkout;

import java.util.List;
import wharf.feedback.ItemReview;
import wharf.feedback.Rating;

/**
 * One item of a shop with what others think of it.
 *
 * @param reviews published ones, newest first
 * @param structured the same for search engines: schema.org as JSON-LD, safe within a script element
 * @param inCart units in the visitor's cart
 */
public record ItemPage(
        Shop shop,
        ShopWords words,
        Goods goods,
        Rating rating,
        List<ItemReview> reviews,
        String structured,
        int inCart) {
    public String path() {
        return shop.path("/items/" + goods.id());
    }
}
