package wharf.picking;

import java.util.List;
import java.util.Map;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;
import wharf.warehouse.Bin;
import wharf.warehouse.Tote;

/** A merchant with items in a warehouse of its own. */
record Site(MerchantId merchant, WarehouseId id, List<Bin> bins, List<Tote> totes, Map<String, ItemId> items) {
    ItemId item(String sku) {
        return java.util.Objects.requireNonNull(items.get(sku));
    }
}
