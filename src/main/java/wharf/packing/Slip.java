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

    /** Black on light colours, white on dark ones, by the relative luminance of WCAG 2 (linearised roughly by a square). */
    static String inkOn(String color) {
        double red = part(color, 1);
        double green = part(color, 3);
        double blue = part(color, 5);
        double luminance = 0.2126 * red * red + 0.7152 * green * green + 0.0722 * blue * blue;
        return luminance > 0.18 ? "#000000" : "#ffffff";
    }

    private static double part(String color, int at) {
        return Integer.parseInt(color.substring(at, at + 2), 16) / 255.0;
    }
}
