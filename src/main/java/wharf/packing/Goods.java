package wharf.packing;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import wharf.catalog.Item;
import wharf.packing.carton.Care;
import wharf.packing.carton.PackItem;

/** Catalogue items as the cartoniser sees them. */
public final class Goods {
    private Goods() {}

    /** Empty for what is not physical. */
    public static Optional<PackItem> of(Item item, int quantity) {
        return Optional.ofNullable(item.size())
                .map(size -> new PackItem(item.id().toString(), size, item.weightGrams(), quantity, care(item)));
    }

    /** How the item wants to be handled. */
    public static Set<Care> care(Item item) {
        var care = EnumSet.noneOf(Care.class);
        var handling = item.handling();
        if (handling.fragile()) care.add(Care.FRAGILE);
        if (handling.liquid()) care.add(Care.LIQUID);
        if (handling.hazmat()) care.add(Care.HAZMAT);
        if (handling.keepUpright()) care.add(Care.UPRIGHT);
        if (handling.shipsAlone()) care.add(Care.ALONE);
        return care;
    }
}
