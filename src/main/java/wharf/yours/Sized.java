package wharf.yours;

import java.util.List;
import java.util.Set;
import wharf.packing.carton.Care;
import wharf.packing.carton.PackItem;
import wharf.shared.Dimensions;

/** An item's size and where it is known from. */
record Sized(String sku, String name, Source source, int grams, Dimensions size, Set<Care> care) {
    /** Best first. */
    enum Source {
        /** The merchant's catalogue in Wharf. */
        CATALOG,
        /** Weight and sides stand in a file. */
        FILE,
        /** Assumed by the category's name. */
        CATEGORY,
        /** Assumed. */
        DEFAULT
    }

    PackItem units(int quantity) {
        return new PackItem(sku, size, grams, quantity, care);
    }

    String careText() {
        return String.join(",", care.stream().map(Enum::name).sorted().toList());
    }

    static Set<Care> care(String text) {
        return text.isEmpty()
                ? Set.of()
                : Set.copyOf(
                        List.of(text.split(",")).stream().map(Care::valueOf).toList());
    }
}
