package wharf.order;

/** What people are told of an order that is over: what stands against a change of it, and what can be done instead. */
public final class TooLate {
    private TooLate() {}

    /** Whole sentences; refuses a state in which the order can still be changed. */
    public static String says(OrderState state) {
        return switch (state) {
            case CANCELLED -> "It is cancelled: nothing of it is to be sent. If it is wanted after all, enter it anew.";
            case SHIPPED ->
                "Everything of it has left. Only the carrier can redirect a parcel now; what should come back is a return.";
            case DELIVERED -> "Everything of it has been delivered. What should come back is a return.";
            case CLOSED ->
                "It is closed: everything of it has left or is cancelled. What should come back is a return.";
            case RECEIVED, AWAITING_PAYMENT, ACCEPTED, ROUTED, IN_FULFILMENT, PARTIALLY_SHIPPED ->
                throw new IllegalArgumentException("an order that is " + state + " can be changed");
        };
    }
}
