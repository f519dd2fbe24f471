package wharf.picking;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import wharf.catalog.Items;
import wharf.inventory.PlaceRef;
import wharf.shared.ItemId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.warehouse.Totes;

/** What a scanned code means on the floor. */
@Component
class FloorCodes {
    private final Items items;
    private final Totes totes;

    FloorCodes(Items items, Totes totes) {
        this.items = items;
        this.totes = totes;
    }

    /** Places and licence plates are in capitals; scanners and thumbs are not always. */
    static String clean(String scanned) {
        return scanned.strip().toUpperCase(Locale.ROOT);
    }

    /** How many units of the item the barcode or SKU stands for; empty when it stands for another item or nothing. */
    Optional<Integer> units(String scanned, ItemId item) {
        return items.resolve(scanned.strip()).stream()
                .filter(meaning -> meaning.item().equals(item))
                .map(wharf.catalog.Scanned::units)
                .findFirst();
    }

    /** A tote by code or licence plate, or another container by code. */
    UUID container(WarehouseId site, String scanned) {
        return totes.container(site, scanned)
                .map(PlaceRef::id)
                .orElseThrow(() -> Refusal.invalid(
                        "unknown-container",
                        "container",
                        scanned,
                        "Nothing in this warehouse has that code; scan a tote or carton."));
    }
}
