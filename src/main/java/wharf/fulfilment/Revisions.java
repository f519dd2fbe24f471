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
 * Applies a later revision of an order that a channel sent. What it says about the address is applied at every stage; where it changes the
 * goods or the money, a person decides: the order is held with the revision beside it.
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
                        "The channel has sent a later revision of this order; compare it and apply what still can be.",
                        EnumSet.of(Hold.Gate.RELEASE, Hold.Gate.PICK, Hold.Gate.PACK, Hold.Gate.SHIP),
                        null));
    }
}
