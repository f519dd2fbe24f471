package wharf.inventory;

import java.util.List;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/** Backordered units of these orders got stock and wait to be routed. Published synchronously in the transaction that granted it. */
public record UnitsReserved(List<Order> orders) {
    public record Order(OrderId order, MerchantId merchant) {}
}
