package wharf.order;

/**
 * Where the units of an order are, summed over its lines.
 *
 * @param waiting backordered, or reserved without a warehouse
 * @param planned given to a warehouse, not yet released there
 * @param working allocated, picked or packed
 */
public record OrderProgress(long waiting, long planned, long working, long shipped, long elsewhere, long cancelled) {
    /** The state an accepted order is in; a pure function of its units. */
    public OrderState state() {
        long open = waiting + planned + working;
        if (open == 0 && shipped == 0) return elsewhere > 0 ? OrderState.CLOSED : OrderState.CANCELLED;
        if (open == 0) return OrderState.SHIPPED;
        if (shipped > 0) return OrderState.PARTIALLY_SHIPPED;
        if (working > 0) return OrderState.IN_FULFILMENT;
        return planned > 0 ? OrderState.ROUTED : OrderState.ACCEPTED;
    }
}
