package wharf.demo.tour;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import wharf.fulfilment.FulfilmentView;
import wharf.order.OrderView;
import wharf.returns.ReturnState;
import wharf.returns.ReturnView;
import wharf.shipping.ParcelState;
import wharf.shipping.ParcelView;

/**
 * How far a visitor's order is.
 *
 * @param visit null for a browser that has not been a shopper yet
 * @param fulfilment the part of the order that lags most
 * @param back the return, once one was asked for that was not given up
 */
record Stand(
        Step step,
        @Nullable Visit visit,
        @Nullable OrderView order,
        @Nullable FulfilmentView fulfilment,
        @Nullable ParcelView parcel,
        @Nullable ReturnView back) {
    static final Stand NOTHING = new Stand(Step.BUY, null, null, null, null, null);

    /** With the shopper, or as near as it will come. */
    boolean isDelivered() {
        return parcel != null && parcel.state() == ParcelState.DELIVERED;
    }

    /** Nothing of the return is under way any more: what came back is replaced or paid back. */
    boolean isOver() {
        return back != null && isOver(back);
    }

    static boolean isOver(ReturnView back) {
        return Arrays.stream(ReturnState.values()).allMatch(state -> state.isFinal() || back.units(state) == 0)
                && back.exchanges().stream()
                        .noneMatch(exchange -> exchange.state().equals("DUE"));
    }

    /** The replacement's order is there. */
    boolean isReplaced() {
        return back != null && back.exchanges().stream().anyMatch(exchange -> exchange.orderId() != null);
    }
}
