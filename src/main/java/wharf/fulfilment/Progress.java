package wharf.fulfilment;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.OrderState;
import wharf.order.Orders;
import wharf.platform.Work;
import wharf.shared.OrderId;

/** Keeps the orders' states in line with their units, and has the money settled when an order comes to an end. */
@Component
class Progress {
    private static final Set<OrderState> SETTLED_AT =
            Set.of(OrderState.SHIPPED, OrderState.CLOSED, OrderState.CANCELLED);

    private final Orders orders;
    private final Work work;

    Progress(Orders orders, Work work) {
        this.orders = orders;
        this.work = work;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void update(Collection<OrderId> ids) {
        var moved = orders.refresh(ids);
        var ended = SETTLED_AT.stream()
                .flatMap(state -> moved.getOrDefault(state, List.of()).stream())
                .map(ref -> new Work.Subject(ref.id().value(), ref.merchant()))
                .toList();
        work.add(Steps.SETTLE, ended);
    }
}
