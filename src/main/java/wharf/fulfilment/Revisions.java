package wharf.fulfilment;

import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.Orders;
import wharf.shared.OrderId;

/**
 * Hears of a later revision of an order that a channel sent. It is kept (table order_revision) and a person decides: the order is held until
 * somebody has applied what still can be. Nothing of it is applied by itself yet.
 */
@Component
class Revisions {
    private final Orders orders;
    private final Holds holds;

    Revisions(Orders orders, Holds holds) {
        this.orders = orders;
        this.holds = holds;
    }

    @Transactional
    void apply(UUID id) {
        orders.lock(List.of(new OrderId(id)))
                .forEach(order -> holds.place(
                        order,
                        Hold.Kind.MANUAL,
                        "The channel has sent a later revision of this order; look at it and apply what still can be.",
                        EnumSet.of(Hold.Gate.RELEASE, Hold.Gate.PICK, Hold.Gate.PACK, Hold.Gate.SHIP),
                        null));
    }
}
