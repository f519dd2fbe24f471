package wharf.fire;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import wharf.order.NewOrder;

/** Makes orders as shoppers pay for them. */
final class Orders {
    private static final long SHIPPING_MINOR = 500;

    private Orders() {}

    /** The order of {@link wharf.testing.Scenery#order}, paid in full with a test instrument of the sandbox provider. */
    static NewOrder byCard(NewOrder order, String instrument) {
        long total = Objects.requireNonNull(order.lines()).stream()
                        .mapToLong(Orders::amount)
                        .sum()
                + SHIPPING_MINOR;
        return order.paying(List.of(new NewOrder.Tender("CARD", false, total, instrument)));
    }

    private static long amount(NewOrder.@Nullable Line line) {
        Objects.requireNonNull(line);
        return Objects.requireNonNull(line.quantity()) * Objects.requireNonNull(line.unitPriceMinor());
    }
}
