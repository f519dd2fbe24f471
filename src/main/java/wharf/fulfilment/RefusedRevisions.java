package wharf.fulfilment;

import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.OrderAmendments;
import wharf.order.OrderRevisions;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.order.TooLate;
import wharf.platform.Work;
import wharf.shared.OrderId;
import wharf.shared.Refusal;

/** A channel's revision that could not be applied: tried again, when a person has removed what stood against it. */
@Service
public class RefusedRevisions {
    /** Changes that still mean something when everything has left. */
    private static final Set<String> OF_WEIGHT = Set.of("units", "total");

    private final Orders orders;
    private final OrderRevisions revisions;
    private final OrderAmendments plans;
    private final Work work;

    RefusedRevisions(Orders orders, OrderRevisions revisions, OrderAmendments plans, Work work) {
        this.orders = orders;
        this.revisions = revisions;
        this.plans = plans;
        this.work = work;
    }

    /**
     * Has the highest revision above the order's own looked at again, at once; refuses where none waits, and where nothing of it can be done any
     * more.
     */
    @Transactional
    public void retry(OrderId id) {
        var order = orders.find(id).orElseThrow(() -> Refusal.notFound("order", id));
        if (revisions.waiting(id).isEmpty())
            throw Refusal.conflict(
                    "nothing-waits", "No revision of this order waits: what the channel sent last is what applies.");
        if (isTooLate(order))
            throw Refusal.conflict("order-gone", "It is too late for this order. " + TooLate.says(order.state()));
        work.add(Steps.REVISE, id.value(), order.merchant());
    }

    /**
     * Whether the order is over and the revision that waits would change neither units nor money of it: tried again, it could only be refused
     * anew, or leave everything undone. What was sold cheaper after all is still paid back when everything has left.
     */
    @Transactional(readOnly = true)
    public boolean isTooLate(OrderView order) {
        if (!order.state().isOver()) return false;
        var waiting = revisions.waiting(order.id());
        if (waiting.isEmpty()) return false;
        if (order.state() == OrderState.CANCELLED) return true;
        return switch (plans.ofRevision(order, waiting.getAsInt())) {
            case OrderAmendments.Plan.Impossible impossible -> true;
            case OrderAmendments.Plan.Possible possible ->
                possible.amendment().changes().stream()
                        .noneMatch(change -> change.isDone() && OF_WEIGHT.contains(change.what()));
        };
    }
}
