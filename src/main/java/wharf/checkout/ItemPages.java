package wharf.checkout;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import wharf.feedback.ItemReview;
import wharf.feedback.ItemReviews;
import wharf.feedback.Rating;
import wharf.platform.PublicAddress;
import wharf.shared.ItemId;

/** Puts together the page of an item. */
@Component
class ItemPages {
    private static final int SHOWN = 50;

    private final Storefront storefront;
    private final ItemReviews reviews;
    private final PublicAddress address;
    private final JsonMapper json;

    ItemPages(Storefront storefront, ItemReviews reviews, PublicAddress address, JsonMapper json) {
        this.storefront = storefront;
        this.reviews = reviews;
        this.address = address;
        this.json = json;
    }

    Map<ItemId, Rating> ratings(Collection<ItemId> items) {
        return reviews.ratings(items);
    }

    /** Empty when the shop does not sell it. */
    Optional<ItemPage> of(Visit visit, ItemId item, int inCart) {
        return storefront.one(visit.shop(), item).map(goods -> {
            var rating = reviews.ratings(List.of(item)).getOrDefault(item, Rating.NONE);
            var published = rating.count() == 0 ? List.<ItemReview>of() : reviews.published(item, SHOWN);
            return new ItemPage(
                    visit.shop(),
                    visit.words(),
                    goods,
                    rating,
                    published,
                    structured(visit, goods, rating, published),
                    inCart);
        });
    }

    /** {@code Product} of schema.org with its offer, rating and reviews. */
    private String structured(Visit visit, Goods goods, Rating rating, List<ItemReview> published) {
        var shop = visit.shop();
        var unnamed = visit.words().say("item.unnamed");
        var product = new LinkedHashMap<String, Object>();
        product.put("@context", "https://schema.org");
        product.put("@type", "Product");
        product.put("name", goods.name());
        product.put("sku", goods.sku());
        product.put("image", address.of("/pictures/" + goods.id()));
        product.put("url", address.of(shop.path("/items/" + goods.id())));
        product.put(
                "offers",
                Map.of(
                        "@type",
                        "Offer",
                        "price",
                        amount(goods.priceMinor(), shop.currency()),
                        "priceCurrency",
                        shop.currency(),
                        "availability",
                        "https://schema.org/" + (goods.available() > 0 ? "InStock" : "OutOfStock")));
        if (rating.count() > 0) {
            product.put(
                    "aggregateRating",
                    Map.of(
                            "@type",
                            "AggregateRating",
                            "ratingValue",
                            Math.round(rating.average() * 100) / 100.0,
                            "reviewCount",
                            rating.count(),
                            "bestRating",
                            5,
                            "worstRating",
                            1));
            product.put(
                    "review",
                    published.stream()
                            .limit(10)
                            .map(review -> structured(review, unnamed))
                            .toList());
        }
        // Nothing a shopper wrote may end the script element it stands in.
        return json.writeValueAsString(product)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private static Map<String, Object> structured(ItemReview review, String unnamed) {
        var said = new LinkedHashMap<String, Object>();
        said.put("@type", "Review");
        said.put("reviewRating", Map.of("@type", "Rating", "ratingValue", review.stars(), "bestRating", 5));
        said.put(
                "author",
                Map.of("@type", "Person", "name", review.shownName().isBlank() ? unnamed : review.shownName()));
        said.put("datePublished", review.submittedAt().toString().substring(0, 10));
        if (!review.text().isBlank()) said.put("reviewBody", review.text());
        return said;
    }

    private static String amount(long minor, String currency) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return BigDecimal.valueOf(minor, digits).toPlainString();
    }
}
