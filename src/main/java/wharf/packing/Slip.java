package wharf.packing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a packing slip says.
 *
 * @param ink colour of text on the brand's colour: black or white, whichever reads better
 */
public record Slip(
        SlipWords words,
        String merchant,
        String brandColor,
        String ink,
        String orderNumber,
        List<String> shipTo,
        @Nullable String giftMessage,
        List<Line> lines) {
    /** What was ordered under one name: an item, or a kit with the items it is made of. */
    public sealed interface Line {
        String sku();

        String title();

        int ordered();

        List<Item> items();
    }

    /** An item: units ordered, in this parcel, in other parcels, and still to come. */
    public record Item(String sku, String title, int ordered, int here, int elsewhere, int toFollow) implements Line {
        @Override
        public List<Item> items() {
            return List.of(this);
        }
    }

    /** Kits ordered, and their components, of which each counts for itself: they may come in several parcels. */
    public record Kit(String sku, String title, int ordered, List<Item> items) implements Line {}

    public boolean anythingToFollow() {
        return lines.stream().flatMap(line -> line.items().stream()).anyMatch(item -> item.toFollow() > 0);
    }
}
