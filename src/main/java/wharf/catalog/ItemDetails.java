package wharf.catalog;

import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.shared.ItemId;
import wharf.shared.Refusal;

/** Everything about one item, for whoever looks at it. */
@Service
class ItemDetails {
    private final Items items;
    private final Kits kits;
    private final Pictures pictures;

    ItemDetails(Items items, Kits kits, Pictures pictures) {
        this.items = items;
        this.kits = kits;
        this.pictures = pictures;
    }

    /** Refuses when there is no such item in the caller's scope. */
    @Transactional(readOnly = true)
    public ItemDetail of(ItemId id) {
        var item = items.find(List.of(id)).get(id);
        if (item == null) throw Refusal.notFound("item", id);
        var components = kits.components(List.of(id)).getOrDefault(id, List.of());
        var parts = items.find(components.stream().map(Kits.Component::item).toList());
        return new ItemDetail(
                item,
                items.barcodes(id),
                components.stream()
                        .map(c -> new ItemDetail.Part(Objects.requireNonNull(parts.get(c.item())), c.quantity()))
                        .toList(),
                pictures.version(id));
    }
}
