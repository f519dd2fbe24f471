package wharf.order;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where an order is. RECEIVED and AWAITING_PAYMENT are steps of its acceptance; after that the state is one pure function of its units and
 * fulfilments ({@link OrderProgress#state}), stored so that lists can filter by it.
 */
public enum OrderState {
    RECEIVED,
    AWAITING_PAYMENT,
    ACCEPTED,
    ROUTED,
    IN_FULFILMENT,
    PARTIALLY_SHIPPED,
    SHIPPED,
    DELIVERED,
    CLOSED,
    CANCELLED;

    /**
     * Which states can follow. Going back is possible while nothing has left: units fall short, routes change; and when a parcel that was
     * said to be delivered comes back.
     */
    public Set<OrderState> next() {
        return switch (this) {
            case RECEIVED -> EnumSet.of(AWAITING_PAYMENT, ACCEPTED, CANCELLED);
            case AWAITING_PAYMENT -> EnumSet.of(ACCEPTED, CANCELLED);
            case ACCEPTED -> EnumSet.of(ROUTED, IN_FULFILMENT, SHIPPED, CLOSED, CANCELLED);
            case ROUTED -> EnumSet.of(ACCEPTED, IN_FULFILMENT, CLOSED, CANCELLED);
            case IN_FULFILMENT -> EnumSet.of(ACCEPTED, ROUTED, PARTIALLY_SHIPPED, SHIPPED, CLOSED, CANCELLED);
            case PARTIALLY_SHIPPED -> EnumSet.of(SHIPPED, DELIVERED);
            case SHIPPED -> EnumSet.of(DELIVERED, CLOSED);
            case DELIVERED -> EnumSet.of(SHIPPED, CLOSED);
            case CLOSED, CANCELLED -> EnumSet.noneOf(OrderState.class);
        };
    }

    /** Past its acceptance: where it is follows from its units. */
    public boolean isAccepted() {
        return this != RECEIVED && this != AWAITING_PAYMENT;
    }

    /** Nothing of it is to be shipped any more: all has left, or is cancelled. */
    public boolean isOver() {
        return switch (this) {
            case RECEIVED, AWAITING_PAYMENT, ACCEPTED, ROUTED, IN_FULFILMENT, PARTIALLY_SHIPPED -> false;
            case SHIPPED, DELIVERED, CLOSED, CANCELLED -> true;
        };
    }

    public boolean isFinal() {
        return next().isEmpty();
    }
}
