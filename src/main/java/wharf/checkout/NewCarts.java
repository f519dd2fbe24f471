package wharf.checkout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.catalog.Item;
import wharf.catalog.Items;
import wharf.catalog.Price;
import wharf.catalog.Prices;
import wharf.geography.Currencies;
import wharf.shared.ItemId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** Makes carts of what a program sends. */
@Component
class NewCarts {
    private final Carts carts;
    private final Items items;
    private final Prices prices;

    NewCarts(Carts carts, Items items, Prices prices) {
        this.carts = carts;
        this.items = items;
        this.prices = prices;
    }

    /** Refuses what the shop does not have, does not ship, or has no price for, with the path of each. */
    @Transactional
    public UUID create(Shop shop, CartApi.NewCart given) {
        var currency = given.currency() == null ? shop.currency() : given.currency();
        if (!Currencies.isKnown(currency))
            throw Refusal.invalid("unknown-currency", "currency", currency, "Give an ISO 4217 code such as USD.");
        var known = items.bySku(
                shop.merchant(),
                given.items().stream().map(CartApi.NewLine::sku).distinct().toList());
        var priced = prices.of(known.values().stream().map(Item::id).toList(), currency);
        var problems = new ArrayList<Problem>();
        var lines = new LinkedHashMap<ItemId, Carts.Put>();
        for (int i = 0; i < given.items().size(); i++)
            line("items[" + i + "]", given.items().get(i), known, priced, lines, problems);
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        var language = given.language() == null ? shop.locale() : given.language();
        return carts.create(shop.merchant(), currency, ShopWords.in(language).language(), List.copyOf(lines.values()));
    }

    private static void line(
            String path,
            CartApi.NewLine line,
            Map<String, Item> known,
            Map<ItemId, Price> priced,
            Map<ItemId, Carts.Put> lines,
            List<Problem> problems) {
        var item = known.get(line.sku());
        var unfit = unfit(path, line, item);
        if (unfit != null || item == null) {
            if (unfit != null) problems.add(unfit);
            return;
        }
        var price = priced.get(item.id());
        if (line.unitPriceMinor() == null && price == null) {
            problems.add(Problem.of(
                    "no-price",
                    path + ".unitPriceMinor",
                    null,
                    "This item has no price in the cart's currency; give one here or with PUT /api/v1/prices."));
            return;
        }
        long amount = line.unitPriceMinor() != null
                ? line.unitPriceMinor()
                : java.util.Objects.requireNonNull(price).amountMinor();
        var twice = lines.put(item.id(), new Carts.Put(item.id(), line.quantity(), amount));
        if (twice != null)
            problems.add(Problem.of(
                    "twice", path + ".sku", line.sku(), "This item stands twice in the cart; give each once."));
    }

    private static @Nullable Problem unfit(String path, CartApi.NewLine line, @Nullable Item item) {
        if (item == null)
            return Problem.of(
                    "unknown-sku",
                    path + ".sku",
                    line.sku(),
                    "This merchant has no item with this SKU; create the item or correct the SKU.");
        if (!item.active())
            return Problem.of(
                    "inactive-item",
                    path + ".sku",
                    line.sku(),
                    "This item is not sold any more; activate it or choose another.");
        if (item.kind() == Item.Kind.DIGITAL)
            return Problem.of(
                    "not-shipped",
                    path + ".sku",
                    line.sku(),
                    "The hosted checkout sells what is shipped; hand in orders of digital items with POST /api/v1/orders.");
        return null;
    }
}
