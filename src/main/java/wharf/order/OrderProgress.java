package wharf.order;

/**
 * Where the units of an order are, summed over its lines.
 *
 * @param waiting backordered, or reserved without a warehouse
 * @param planned given to a warehouse, not yet released there
 * @param working allocated, picked or packed
 * @param shipped have left, {@code delivered} among them
 * @param over time has closed it: nothing more is expected of its parcels
 */
public record OrderProgress(
        long waiting,
        long planned,
        long working,
        long shipped,
        long elsewhere,
        long cancelled,
        long delivered,
        boolean over) {
    /** The state an accepted order is in; a pure function of its units. */
    public OrderState state() {
        long open = waiting + planned + working;
        if (open == 0 && shipped == 0) return elsewhere > 0 ? OrderState.CLOSED : OrderState.CANCELLED;
        if (open == 0 && over) return OrderState.CLOSED;
        if (open == 0) return delivered >= shipped ? OrderState.DELIVERED : OrderState.SHIPPED;
        if (shipped > 0) return OrderState.PARTIALLY_SHIPPED;
        if (working > 0) return OrderState.IN_FULFILMENT;
        return planned > 0 ? OrderState.ROUTED : OrderState.ACCEPTED;
    }
}
