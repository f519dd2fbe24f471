package wharf.catalog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import wharf.shared.ItemId;

/** Where the pictures of items are; an item without one has a drawn one there. */
@Component
public class PictureBook {
    /** The addresses on this server, by item. */
    public Map<ItemId, String> of(Collection<ItemId> items) {
        var addresses = new LinkedHashMap<ItemId, String>();
        items.forEach(item -> addresses.put(item, of(item)));
        return addresses;
    }

    public String of(ItemId item) {
        return "/pictures/" + item;
    }
}
