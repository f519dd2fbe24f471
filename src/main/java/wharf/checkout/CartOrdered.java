package wharf.checkout;

import java.util.UUID;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/** A cart has become an order. Published in the transaction that notes it, once. */
public record CartOrdered(MerchantId merchant, UUID cart, OrderId order) {}
