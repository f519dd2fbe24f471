package wharf.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;
import wharf.platform.Finder;
import wharf.platform.Turn;
import wharf.shared.Authority;
import wharf.shared.ItemId;

/** Items by barcode, SKU or name. */
@Component
class ItemFinder implements Finder {
    private final Items items;

    ItemFinder(Items items) {
        this.items = items;
    }

    @Override
    public String kind() {
        return "Items";
    }

    @Override
    public String authority() {
        return Authority.CATALOG_READ;
    }

    @Override
    public List<Found> find(String text, int most) {
        var found = new LinkedHashMap<ItemId, Item>(
                items.find(items.resolve(text).stream().map(Scanned::item).toList()));
        items.list(null, text, Turn.START, most).forEach(item -> found.putIfAbsent(item.id(), item));
        return found.values().stream()
                .limit(most)
                .map(item -> new Found(item.sku(), item.name(), "/items/" + item.id()))
                .toList();
    }
}
