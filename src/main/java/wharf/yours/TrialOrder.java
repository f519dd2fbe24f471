package wharf.yours;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.geography.Address;

/**
 * An order as the tables tell it.
 *
 * @param alreadyShipped the source says it has left
 * @param shipTo normalised
 * @param latitude where it goes, degrees; null where nobody knows
 */
record TrialOrder(
        String ref,
        State state,
        boolean alreadyShipped,
        @Nullable Instant placedAt,
        Address shipTo,
        @Nullable Double latitude,
        @Nullable Double longitude,
        List<Line> lines,
        String currency,
        @Nullable Long shippingMinor,
        @Nullable Long discountMinor,
        @Nullable Long taxMinor,
        @Nullable String note) {
    enum State {
        FIT,
        CALLED_OFF,
        UNFIT
    }

    record Line(
            String sku,
            @Nullable String title,
            @Nullable String category,
            int quantity,
            @Nullable Long unitPriceMinor) {}

    TrialOrder {
        lines = List.copyOf(lines);
    }

    int units() {
        return lines.stream().mapToInt(Line::quantity).sum();
    }
}
