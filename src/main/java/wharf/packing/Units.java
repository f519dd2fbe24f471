package wharf.packing;

import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/** Units of a fulfilment's line something happened to. */
public record Units(
        MerchantId merchant, FulfilmentId fulfilment, OrderId order, int lineNo, ItemId item, int quantity) {}
