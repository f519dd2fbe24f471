package wharf.fulfilment;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.platform.Work;
import wharf.shared.OrderId;

/** Keeps the orders' states in line with their units, and has the money settled when an order comes to an end. */
@Component
class Progress {
    private static final Set<OrderState> SETTLED_AT =
            Set.of(OrderState.SHIPPED, OrderState.CLOSED, OrderState.CANCELLED);

    private final Orders orders;
    private final Fulfilments fulfilments;
    private final Work work;
    private final ApplicationEventPublisher events;

    Progress(Orders orders, Fulfilments fulfilments, Work work, ApplicationEventPublisher events) {
        this.orders = orders;
        this.fulfilments = fulfilments;
        this.work = work;
        this.events = events;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void update(Collection<OrderId> ids) {
        var moved = orders.refresh(ids);
        var ended = SETTLED_AT.stream()
                .flatMap(state -> moved.getOrDefault(state, List.of()).stream())
                .map(ref -> new Work.Subject(ref.id().value(), ref.merchant()))
                .toList();
        work.add(Steps.SETTLE, ended);
        var delivered = moved.getOrDefault(OrderState.DELIVERED, List.of());
        if (!delivered.isEmpty()) events.publishEvent(new OrdersDelivered(delivered));
    }

    /** An order's units have changed; one that is not accepted yet stays where it is, unless nothing of it is left. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void changed(OrderView before, Orders.Ref ref) {
        if (before.state().isAccepted() || isCancelled(ref.id())) update(List.of(ref.id()));
    }

    private boolean isCancelled(OrderId id) {
        var units = orders.progress(List.of(id)).get(id);
        return units != null && units.state() == OrderState.CANCELLED;
    }

    /** Holds have been lifted: the orders go on at once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void resume(List<Orders.Ref> refs) {
        if (refs.isEmpty()) return;
        work.add(
                Steps.ROUTE,
                refs.stream()
                        .map(ref -> new Work.Subject(ref.id().value(), ref.merchant()))
                        .toList());
        work.add(
                Steps.RELEASE,
                fulfilments.of(refs.stream().map(Orders.Ref::id).toList()).stream()
                        .filter(f -> f.state() == FulfilmentState.PLANNED)
                        .map(f -> new Work.Subject(f.site().value(), ReleaseStep.OPERATOR))
                        .distinct()
                        .toList());
    }
}
