package wharf.order;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import wharf.catalog.Item;
import wharf.catalog.Items;
import wharf.catalog.Kits;
import wharf.shared.MerchantId;

/**
 * The items intake meets again and again, remembered for a few seconds. A SKU never changes its item, so that only names, handling and kit
 * contents can be seen a few seconds late; unknown SKUs are never remembered.
 */
@Component
class SkuCatalog {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final long MOST = 200_000;

    private final Items items;
    private final Kits kits;
    private final Object loading = new Object();
    private final Cache<Key, Sellable> remembered =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();

    SkuCatalog(Items items, Kits kits) {
        this.items = items;
        this.kits = kits;
    }

    private record Key(MerchantId merchant, String sku) {}

    /** An item with what one unit of it needs from stock: itself, its components, or nothing. */
    record Sellable(Item item, List<Kits.Component> needs) {}

    /** The merchant's items by SKU; unknown ones are absent. Needs no connection when all are remembered. */
    Map<String, Sellable> find(MerchantId merchant, Collection<String> skus) {
        var found = new HashMap<String, Sellable>();
        if (missing(merchant, skus, found).isEmpty()) return found;
        // A rush for a new item must not become a rush for connections: the first loads, the others find it remembered.
        synchronized (loading) {
            var missing = missing(merchant, skus, found);
            if (!missing.isEmpty()) found.putAll(load(merchant, missing));
        }
        return found;
    }

    private List<String> missing(MerchantId merchant, Collection<String> skus, Map<String, Sellable> found) {
        var missing = new ArrayList<String>();
        for (var sku : skus) {
            var known = remembered.getIfPresent(new Key(merchant, sku));
            if (known == null) missing.add(sku);
            else found.put(sku, known);
        }
        return missing;
    }

    private Map<String, Sellable> load(MerchantId merchant, List<String> skus) {
        var loaded = items.bySku(merchant, skus);
        var components = kits.components(loaded.values().stream()
                .filter(item -> item.kind() == Item.Kind.KIT)
                .map(Item::id)
                .toList());
        var result = new HashMap<String, Sellable>();
        loaded.forEach((sku, item) -> {
            var needs = item.kind() == Item.Kind.KIT
                    ? components.getOrDefault(item.id(), List.of())
                    : List.of(new Kits.Component(item.id(), 1));
            var sellable = new Sellable(item, needs);
            remembered.put(new Key(merchant, sku), sellable);
            result.put(sku, sellable);
        });
        return result;
    }
}
