package wharf.fulfilment;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.OrderRevisions;
import wharf.order.Orders;
import wharf.platform.Work;
import wharf.shared.OrderId;
import wharf.shared.Refusal;

/** A channel's revision that could not be applied: tried again, when a person has removed what stood against it. */
@Service
public class RefusedRevisions {
    private final Orders orders;
    private final OrderRevisions revisions;
    private final Work work;

    RefusedRevisions(Orders orders, OrderRevisions revisions, Work work) {
        this.orders = orders;
        this.revisions = revisions;
        this.work = work;
    }

    /** Has the highest revision above the order's own looked at again, at once; refuses where none waits. */
    @Transactional
    public void retry(OrderId id) {
        var order = orders.find(id).orElseThrow(() -> Refusal.notFound("order", id));
        if (revisions.waiting(id).isEmpty())
            throw Refusal.conflict(
                    "nothing-waits", "No revision of this order waits: what the channel sent last is what applies.");
        work.add(Steps.REVISE, id.value(), order.merchant());
    }
}
