package wharf.packing.carton;

import java.util.EnumSet;
import java.util.Set;
import wharf.shared.Dimensions;

/**
 * Identical units to pack.
 *
 * @param key the caller's name for the item; unique within a request
 * @param size of one unit as it stands: its height is vertical when it must stay upright
 * @param weightGrams of one unit, may be 0
 */
public record PackItem(String key, Dimensions size, int weightGrams, int quantity, Set<Care> care) {
    public PackItem {
        if (quantity < 1) throw new IllegalArgumentException("quantity " + quantity + " of " + key);
        if (weightGrams < 0) throw new IllegalArgumentException("weight " + weightGrams + " g of " + key);
        care = Set.copyOf(care.isEmpty() ? EnumSet.noneOf(Care.class) : care);
    }

    public PackItem of(int otherQuantity) {
        return new PackItem(key, size, weightGrams, otherQuantity, care);
    }

    public boolean is(Care one) {
        return care.contains(one);
    }

    long volumeMm3() {
        return size.volumeMm3() * quantity;
    }

    public long totalGrams() {
        return (long) weightGrams * quantity;
    }
}
