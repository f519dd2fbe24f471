package wharf.fulfilment;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.OrderRevisions;
import wharf.order.OrderState;
import wharf.order.Orders;
import wharf.payment.Authorisation;
import wharf.payment.Payments;
import wharf.platform.Work;
import wharf.shared.OrderId;

/**
 * Accepts received orders once their money is certain. The provider is asked outside any transaction; the outcome is applied to the whole
 * batch in one, guarded by the orders' states, so that a second run changes nothing.
 */
@Component
class Acceptance {
    private final Payments payments;
    private final Orders orders;
    private final Holds holds;
    private final OrderRevisions revisions;
    private final Notices notices;
    private final Work work;
    private final TransactionTemplate transaction;

    Acceptance(
            Payments payments,
            Orders orders,
            Holds holds,
            OrderRevisions revisions,
            Notices notices,
            Work work,
            TransactionTemplate transaction) {
        this.payments = payments;
        this.orders = orders;
        this.holds = holds;
        this.revisions = revisions;
        this.notices = notices;
        this.work = work;
        this.transaction = transaction;
    }

    void accept(List<UUID> ids) {
        var waiting = waiting(ids);
        if (waiting.isEmpty()) return;
        var outcomes = payments.authorise(waiting);
        transaction.executeWithoutResult(status -> apply(outcomes));
    }

    private List<UUID> waiting(List<UUID> ids) {
        var found = java.util.Objects.requireNonNull(transaction.execute(
                status -> orders.states(ids.stream().map(OrderId::new).toList())));
        return found.entrySet().stream()
                .filter(order ->
                        order.getValue() == OrderState.RECEIVED || order.getValue() == OrderState.AWAITING_PAYMENT)
                .map(order -> order.getKey().value())
                .sorted()
                .toList();
    }

    private void apply(Map<UUID, Authorisation> outcomes) {
        var refs = new HashMap<OrderId, Orders.Ref>();
        var ids = outcomes.keySet().stream().map(OrderId::new).toList();
        orders.lock(ids).forEach(ref -> refs.put(ref.id(), ref));
        // An outcome may be as old as the slowest call of the batch; what happened meanwhile counts.
        var states = orders.states(ids);
        refs.keySet()
                .removeIf(id -> states.get(id) != OrderState.RECEIVED && states.get(id) != OrderState.AWAITING_PAYMENT);
        var good = new ArrayList<OrderId>();
        outcomes.forEach((id, outcome) -> {
            var ref = refs.get(new OrderId(id));
            if (ref == null) return;
            switch (outcome) {
                case Authorisation.Authorised authorised -> good.add(ref.id());
                case Authorisation.NothingToDo nothing -> good.add(ref.id());
                case Authorisation.Declined declined ->
                    await(
                            ref,
                            "The payment was declined (" + declined.reason().replaceFirst("[.]$", "")
                                    + "). Give another means of payment.");
                case Authorisation.RequiresAction action ->
                    await(ref, "The shopper has to confirm the payment at " + action.url());
                case Authorisation.Unknown unknown -> await(ref, "Whether the payment was authorised is being asked.");
            }
        });
        holds.lift(good, Hold.Kind.PAYMENT, "The payment is authorised.");
        var accepted = orders.move(good, OrderState.ACCEPTED, null);
        notices.confirmed(accepted);
        work.add(Steps.ROUTE, subjects(accepted));
        // What was changed while its payment was under way may come to more than that payment.
        var changed = revisions.changed(accepted.stream().map(Orders.Ref::id).toList());
        work.add(
                Steps.REVISE,
                subjects(accepted.stream()
                        .filter(ref -> changed.contains(ref.id()))
                        .toList()));
    }

    private static List<Work.Subject> subjects(List<Orders.Ref> refs) {
        return refs.stream()
                .map(ref -> new Work.Subject(ref.id().value(), ref.merchant()))
                .toList();
    }

    private void await(Orders.Ref order, String reason) {
        var moved = orders.move(List.of(order.id()), OrderState.AWAITING_PAYMENT, reason);
        if (moved.isEmpty()) holds.lift(order.id(), Hold.Kind.PAYMENT, "The reason has changed.");
        holds.place(order, Hold.Kind.PAYMENT, reason, EnumSet.of(Hold.Gate.ROUTE, Hold.Gate.RELEASE), null);
    }
}
