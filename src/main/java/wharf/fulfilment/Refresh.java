package wharf.fulfilment;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.OrderState;
import wharf.order.Orders;
import wharf.shared.OrderId;
import wharf.shipping.Parcels;

/** Looks at orders again whose units changed where the order could not be locked: stock found missing, parcels delivered. */
@Component
class Refresh {
    private final Orders orders;
    private final Fulfilments fulfilments;
    private final Progress progress;
    private final Parcels parcels;

    Refresh(Orders orders, Fulfilments fulfilments, Progress progress, Parcels parcels) {
        this.orders = orders;
        this.fulfilments = fulfilments;
        this.progress = progress;
        this.parcels = parcels;
    }

    @Transactional
    public void orders(List<UUID> ids) {
        var locked = orders.lock(ids.stream().map(OrderId::new).toList()).stream()
                .map(Orders.Ref::id)
                .toList();
        var open = fulfilments.of(locked).stream()
                .filter(fulfilment -> !fulfilment.state().isFinal())
                .map(FulfilmentView::id)
                .toList();
        fulfilments.lock(open);
        fulfilments.refresh(open, false);
        var delivered = parcels.delivered(locked);
        orders.delivered(locked.stream()
                .collect(Collectors.toMap(Function.identity(), order -> delivered.getOrDefault(order, 0L))));
        var accepted = orders.states(locked).entrySet().stream()
                .filter(order ->
                        order.getValue() != OrderState.RECEIVED && order.getValue() != OrderState.AWAITING_PAYMENT)
                .map(java.util.Map.Entry::getKey)
                .toList();
        progress.update(accepted);
    }
}
