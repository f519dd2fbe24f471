package wharf.picking;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.annotation.Lazy;
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
    private final PackedCartons cartons;

    FloorCodes(Items items, Totes totes, @Lazy PackedCartons cartons) {
        this.items = items;
        this.totes = totes;
        this.cartons = cartons;
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
        return totes.container(site, scanned).map(PlaceRef::id).orElseThrow(() -> unknown(scanned));
    }

    /**
     * As the other, or cartons by whatever is printed on them.
     *
     * @param waiting where units wait; those of them that are open cartons carry nothing, and come with the tote they are packed from
     */
    Set<UUID> containers(WarehouseId site, String scanned, Collection<UUID> waiting) {
        var found = new HashSet<>(cartons.places(site, scanned));
        var place = totes.container(site, scanned);
        place.ifPresent(known -> found.add(known.id()));
        var code = place.map(PlaceRef::code).orElse(scanned.strip());
        cartons.of(waiting).forEach((carton, about) -> {
            if (code.equalsIgnoreCase(about.openFrom())) found.add(carton);
        });
        if (found.isEmpty()) throw unknown(scanned);
        return found;
    }

    /** The same tasks, those in cartons with what is printed on them. */
    List<PutBack> told(List<PutBack> tasks) {
        var printed = tasks.isEmpty()
                ? Map.<UUID, PackedCartons.Carton>of()
                : cartons.of(tasks.stream().map(PutBack::container).distinct().toList());
        return tasks.stream()
                .map(task -> task.in(printed.get(task.container())))
                .toList();
    }

    private static Refusal unknown(String scanned) {
        return Refusal.invalid(
                "unknown-container",
                "container",
                scanned,
                "Nothing in this warehouse has that code; scan a tote or carton.");
    }
}
