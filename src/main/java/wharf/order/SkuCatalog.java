package wharf.order;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import wharf.catalog.Item;
import wharf.catalog.Items;
import wharf.catalog.ItemsReplaced;
import wharf.catalog.Kits;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;

/**
 * The items intake meets again and again, remembered as long as nothing in the merchant's catalog changes; a change is noticed within seconds.
 * A SKU does not change its item, unless {@link ItemsReplaced} says so, so that only names, handling and kit contents can be seen that late;
 * unknown SKUs are never remembered.
 */
@Component
class SkuCatalog {
    private static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_UNSEEN = Duration.ofSeconds(5);
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final long MOST = 200_000;

    private final Items items;
    private final Kits kits;
    private final Object loading = new Object();
    private final Cache<Key, Remembered> remembered = Caffeine.newBuilder()
            .expireAfterAccess(REMEMBERED)
            .maximumSize(MOST)
            .build();
    private final LoadingCache<MerchantId, Long> versions;

    SkuCatalog(Items items, Kits kits) {
        this.items = items;
        this.kits = kits;
        // Looked at by a caller, in the caller's scope; meanwhile the others go on with what they know.
        this.versions = Caffeine.newBuilder()
                .refreshAfterWrite(LOOKED_AT_EVERY)
                .expireAfterWrite(LONGEST_UNSEEN)
                .maximumSize(10_000)
                .executor(Runnable::run)
                .build(items::version);
    }

    @EventListener
    void forget(ItemsReplaced replaced) {
        versions.invalidateAll();
        remembered.invalidateAll();
    }

    private record Key(MerchantId merchant, String sku) {}

    private record Remembered(Sellable sellable, long version) {}

    /** An item with what one unit of it needs from stock: itself, its components, or nothing. */
    record Sellable(Item item, List<Kits.Component> needs) {}

    /** The merchant's items by SKU; unknown ones are absent. Needs no connection when all are remembered. */
    Map<String, Sellable> find(MerchantId merchant, Collection<String> skus) {
        long version = versions.get(merchant);
        var found = new HashMap<String, Sellable>();
        if (missing(merchant, skus, version, found).isEmpty()) return found;
        // A rush for a new item must not become a rush for connections: the first loads, the others find it remembered.
        synchronized (loading) {
            var missing = missing(merchant, skus, version, found);
            if (!missing.isEmpty()) found.putAll(load(merchant, missing, version));
        }
        return found;
    }

    private List<String> missing(
            MerchantId merchant, Collection<String> skus, long version, Map<String, Sellable> found) {
        var missing = new ArrayList<String>();
        for (var sku : skus) {
            var known = remembered.getIfPresent(new Key(merchant, sku));
            if (known == null || known.version() != version) missing.add(sku);
            else found.put(sku, known.sellable());
        }
        return missing;
    }

    private Map<String, Sellable> load(MerchantId merchant, List<String> skus, long version) {
        var loaded = items.bySku(merchant, skus);
        var components = components(loaded.values());
        var result = new HashMap<String, Sellable>();
        loaded.forEach((sku, item) -> {
            var needs = item.kind() == Item.Kind.KIT
                    ? components.getOrDefault(item.id(), List.of())
                    : List.of(new Kits.Component(item.id(), 1));
            var sellable = new Sellable(item, needs);
            remembered.put(new Key(merchant, sku), new Remembered(sellable, version));
            result.put(sku, sellable);
        });
        return result;
    }

    private Map<ItemId, List<Kits.Component>> components(Collection<Item> loaded) {
        var found = loaded.stream()
                .filter(item -> item.kind() == Item.Kind.KIT)
                .map(Item::id)
                .toList();
        return found.isEmpty() ? Map.of() : kits.components(found);
    }
}
