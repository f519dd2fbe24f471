package wharf.fire;

import java.util.List;
import wharf.order.NewOrder;

/** Makes orders as shoppers pay for them. */
final class Orders {
    private static final long SHIPPING_MINOR = 500;

    private Orders() {}

    /** The order of {@link wharf.testing.Scenery#order}, paid in full with a test instrument of the sandbox provider. */
    static NewOrder byCard(NewOrder order, String instrument) {
        long total = order.lines().stream()
                        .mapToLong(line -> line.quantity() * line.unitPriceMinor())
                        .sum()
                + SHIPPING_MINOR;
        return new NewOrder(
                order.merchant(),
                order.channel(),
                order.externalId(),
                null,
                order.placedAt(),
                order.currency(),
                order.lines(),
                order.shipTo(),
                order.email(),
                order.locale(),
                null,
                order.shippingMinor(),
                null,
                null,
                List.of(new NewOrder.Tender("CARD", false, total, instrument)),
                order.shortage(),
                null,
                null,
                null,
                null);
    }
}
