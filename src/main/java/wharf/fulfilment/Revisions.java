package wharf.fulfilment;

import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.order.OrderAmendments;
import wharf.order.OrderRevisions;
import wharf.order.Orders;
import wharf.platform.KillPoint;
import wharf.shared.OrderId;
import wharf.shared.Refusal;

/**
 * Applies the later revisions of an order that a channel has sent: of those that came, the highest, once. It is applied whole or not at all in
 * one transaction, under the order's lock; the money it needs more is asked for afterwards, as often as this is run again.
 */
@Component
class Revisions {
    private final Orders orders;
    private final OrderRevisions revisions;
    private final OrderAmendments plans;
    private final Amendments amendments;
    private final FloorRecall floor;
    private final Coverage coverage;
    private final TransactionTemplate transaction;

    Revisions(
            Orders orders,
            OrderRevisions revisions,
            OrderAmendments plans,
            Amendments amendments,
            FloorRecall floor,
            Coverage coverage,
            TransactionTemplate transaction) {
        this.orders = orders;
        this.revisions = revisions;
        this.plans = plans;
        this.amendments = amendments;
        this.floor = floor;
        this.coverage = coverage;
        this.transaction = transaction;
    }

    void apply(UUID id) {
        var order = new OrderId(id);
        var waiting = waiting(order);
        if (waiting.isPresent()) apply(order, waiting.getAsInt());
        KillPoint.reached("revise.applied");
        coverage.review(id);
    }

    private OptionalInt waiting(OrderId order) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> revisions.waiting(order)));
    }

    private void apply(OrderId id, int revision) {
        try {
            transaction.executeWithoutResult(status -> applyLocked(id, revision));
        } catch (Refusal refusal) {
            // What is only a matter of time is tried again.
            if (refusal.kind() == Refusal.Kind.BUSY) throw refusal;
            transaction.executeWithoutResult(status -> refuse(id, revision, refusal));
        }
    }

    private void applyLocked(OrderId id, int revision) {
        floor.lockParcels(id);
        var ref = orders.lock(List.of(id)).getFirst();
        if (!isStillTheHighest(id, revision)) return;
        var order = orders.find(id).orElseThrow();
        switch (plans.ofRevision(order, revision)) {
            case OrderAmendments.Plan.Impossible impossible -> throw Refusal.invalid(impossible.problems());
            case OrderAmendments.Plan.Possible possible ->
                amendments.apply(
                        ref,
                        order,
                        possible.amendment(),
                        Amendments.By.CHANNEL,
                        "The channel sent revision " + revision + ".");
        }
        KillPoint.reached("revise.written");
    }

    private void refuse(OrderId id, int revision, Refusal refusal) {
        var ref = orders.lock(List.of(id)).getFirst();
        if (isStillTheHighest(id, revision))
            amendments.refuse(ref, orders.find(id).orElseThrow(), revision, refusal.problems());
    }

    /** If not, whoever brought the later one has queued this order again. */
    private boolean isStillTheHighest(OrderId id, int revision) {
        return revisions.waiting(id).equals(OptionalInt.of(revision));
    }
}
