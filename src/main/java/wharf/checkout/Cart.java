package wharf.checkout;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.geography.Address;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/**
 * A cart with what its shopper has filled in so far.
 *
 * @param reference what people call it; with {@code attempt} the order's external id
 * @param attempt rises when an order that came of it was given up and the shopper tries again
 * @param holdUntil until when the stock of an unpaid order is kept (business time); null before an order was handed in
 * @param order the order that came of it
 */
public record Cart(
        UUID id,
        MerchantId merchant,
        String reference,
        int attempt,
        String currency,
        String language,
        @Nullable String email,
        @Nullable String phone,
        boolean texts,
        @Nullable Address shipTo,
        @Nullable String service,
        @Nullable Instant holdUntil,
        @Nullable OrderId order,
        List<CartLine> lines) {
    static final String CHANNEL = "web";

    public Cart {
        lines = List.copyOf(lines);
    }

    /** The order's id in the channel: the same again is the same order. */
    public String externalId() {
        return attempt == 1 ? reference : reference + "-" + attempt;
    }

    public long subtotalMinor() {
        return lines.stream().mapToLong(CartLine::totalMinor).sum();
    }

    public int units() {
        return lines.stream().mapToInt(CartLine::quantity).sum();
    }

    /** Nothing of it has been handed in, so that it may change. */
    boolean isOpen() {
        return order == null && holdUntil == null;
    }
}
