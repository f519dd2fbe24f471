package wharf.checkout;

import java.util.List;
import wharf.shared.OrderId;
import wharf.shared.Problem;

/** What became of handing in a cart as an order. */
sealed interface Placed {
    /** The order is taken, now or before; its stock is kept while it is paid. */
    record Taken(OrderId order) implements Placed {}

    /** Not all of it is there any more: what is left of the lines that are short. The cart is kept. */
    record SoldOut(List<Short> lines) implements Placed {}

    /** Of this line only so many are left. */
    record Short(CartLine line, long left) {}

    /** The intake refused it: fields of the form. */
    record Wrong(List<Problem> problems) implements Placed {}

    /** Too much is going on; nothing is lost by trying again. */
    record Busy() implements Placed {}
}
