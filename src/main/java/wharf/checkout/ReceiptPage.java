package wharf.checkout;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.order.OrderState;
import wharf.order.OrderView;

/**
 * What became of an order, for its shopper.
 *
 * @param path of this page
 * @param order null while it is not certain that it was taken, or after it was given up
 * @param paid the money is certain
 * @param promised the day promised at the checkout
 */
public record ReceiptPage(
        Shop shop,
        ShopWords words,
        String path,
        Cart cart,
        @Nullable OrderView order,
        boolean paid,
        @Nullable LocalDate promised,
        @Nullable String service,
        List<Parcel> parcels) {
    /** A parcel that has a label: with whom it travels. */
    public record Parcel(String carrier, String tracking, boolean left) {}

    /** How far it is: 0 received, 1 paid, 2 in the warehouse, 3 on its way, 4 delivered. */
    public int step() {
        if (order == null) return 0;
        return switch (order.state()) {
            case RECEIVED, AWAITING_PAYMENT -> paid ? 1 : 0;
            case ACCEPTED, ROUTED -> 1;
            case IN_FULFILMENT -> 2;
            case PARTIALLY_SHIPPED, SHIPPED -> 3;
            case DELIVERED, CLOSED -> 4;
            case CANCELLED -> 0;
        };
    }

    public boolean cancelled() {
        return order == null ? cart.isOpen() : order.state() == OrderState.CANCELLED;
    }

    public String number() {
        return order == null ? cart.reference() : order.externalId();
    }

    /** Nothing will change any more, so that nobody has to look again. */
    public boolean isSettled() {
        return order == null ? cart.isOpen() : order.state().isFinal();
    }
}
