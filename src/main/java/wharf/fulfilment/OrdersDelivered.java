package wharf.fulfilment;

import java.util.List;
import wharf.order.Orders;

/** Orders of which everything that will ever leave has arrived. Published synchronously in the transaction that saw it. */
public record OrdersDelivered(List<Orders.Ref> orders) {}
