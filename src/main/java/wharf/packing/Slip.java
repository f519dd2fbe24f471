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
    /**
     * An item: units ordered, in this parcel, in other parcels, and still to come.
     */
    public record Line(String sku, String title, int ordered, int here, int elsewhere, int toFollow) {}

    public boolean anythingToFollow() {
        return lines.stream().anyMatch(line -> line.toFollow() > 0);
    }
}
