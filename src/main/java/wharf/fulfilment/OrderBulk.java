package wharf.fulfilment;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import wharf.order.Orders;
import wharf.platform.bulk.BulkAction;
import wharf.platform.list.ListAction;
import wharf.shared.Authority;
import wharf.shared.OrderId;
import wharf.shared.Refusal;

/** Something done to many orders: rows of the list of orders, by their id. */
interface OrderBulk extends ListAction {
    Orders orders();

    @Override
    default String list() {
        return "orders";
    }

    @Override
    default String authority() {
        return Authority.ORDERS_WRITE;
    }

    @Override
    default Map<String, String> names(List<String> keys) {
        return orders().numbers(ids(keys)).entrySet().stream()
                .collect(Collectors.toMap(order -> order.getKey().toString(), order -> "Order " + order.getValue()));
    }

    @Override
    default String path(String key) {
        return "/orders/" + key;
    }

    static OrderId id(String key) {
        return new OrderId(BulkAction.id("order", key));
    }

    static List<OrderId> ids(List<String> keys) {
        return keys.stream().map(OrderBulk::id).toList();
    }

    /** Refuses an order of which nothing is to be shipped any more. */
    default void requireOpen(OrderId id) {
        var state = orders().states(List.of(id)).get(id);
        if (state == null) throw Refusal.notFound("order", id);
        if (state.isOver())
            throw Refusal.conflict(
                    "order-gone", "Everything of it has left or is cancelled; there is nothing to stop any more.");
    }
}
