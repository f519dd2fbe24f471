package wharf.inventory;

import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/** Units a fulfilment wants bound to bins. */
public record Demand(
        MerchantId merchant, FulfilmentId fulfilment, OrderId order, int lineNo, ItemId item, int quantity) {}
