package wharf.order;

import java.util.List;
import org.springframework.stereotype.Component;
import wharf.platform.Finder;
import wharf.platform.Shown;
import wharf.platform.Turn;
import wharf.shared.Authority;

/** Orders by number, external id, name or e-mail. */
@Component
class OrderFinder implements Finder {
    private final OrderList orders;

    OrderFinder(OrderList orders) {
        this.orders = orders;
    }

    @Override
    public String kind() {
        return "Orders";
    }

    @Override
    public String authority() {
        return Authority.ORDERS_READ;
    }

    @Override
    public List<Found> find(String text, int most) {
        var filter = new OrderList.Filter(null, null, null, false, null, text);
        return orders.list(filter, Turn.START, most).stream()
                .map(order -> new Found(
                        order.number() + " · " + order.shipToName(),
                        order.externalId() + ", " + Shown.words(order.state()) + ", " + order.merchant(),
                        "/orders/" + order.id()))
                .toList();
    }
}
