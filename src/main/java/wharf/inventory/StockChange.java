package wharf.inventory;

import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;

/** How the promised part of an item's stock changes at a site along with a posting: shipped and lost units are promised no longer. */
record StockChange(MerchantId merchant, ItemId item, WarehouseId site, long onHand, long reserved) {}
