package wharf.picking;

import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/** So many units of a fulfilment's line, on their way. */
public record Unit(
        MerchantId merchant, FulfilmentId fulfilment, OrderId order, int lineNo, ItemId item, int quantity) {}
