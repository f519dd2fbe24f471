package wharf.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import wharf.catalog.Items;
import wharf.catalog.NewItem;
import wharf.inventory.Condition;
import wharf.inventory.NewPlace;
import wharf.inventory.Receipt;
import wharf.inventory.Stock;
import wharf.inventory.StockPlaces;
import wharf.merchant.Merchants;
import wharf.merchant.NewMerchant;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;
import wharf.warehouse.NewWarehouse;
import wharf.warehouse.ReleaseMode;
import wharf.warehouse.Warehouses;

/** A merchant with items, plenty of each at one site. */
record Shelf(MerchantId merchant, WarehouseId site, List<String> skus, Map<String, ItemId> items) {
    private static final int PLENTY = 100_000_000;
    private static final int AT_ONCE = 500;

    static Shelf stocked(BenchNode node, int count) {
        return stocked(node, count, PLENTY);
    }

    static Shelf stocked(BenchNode node, int count, int unitsEach) {
        return BenchNode.all(() -> {
            var merchant = node.bean(Merchants.class).create(NewMerchant.of("bench", "Bench", "USD", "bench@example.com"));
            var site = node.bean(Warehouses.class).create(fortMyers());
            var skus = new ArrayList<String>();
            var ids = new HashMap<String, ItemId>();
            for (int from = 0; from < count; from += AT_ONCE) {
                var batch = new ArrayList<NewItem>();
                for (int i = from; i < Math.min(count, from + AT_ONCE); i++) batch.add(NewItem.physical("SKU-" + i, "Item " + i, 250, 120, 80, 40));
                ids.putAll(node.bean(Items.class).put(merchant, batch));
                batch.forEach(item -> skus.add(item.sku()));
            }
            stock(node, merchant, site, ids, unitsEach);
            return new Shelf(merchant, site, List.copyOf(skus), Map.copyOf(ids));
        });
    }

    /** Another merchant with one item and so many units of it. */
    static Shelf one(BenchNode node, String name, int units) {
        return BenchNode.all(() -> {
            var merchant = node.bean(Merchants.class).create(NewMerchant.of("bench-" + name, "Bench", "USD", "bench@example.com"));
            var site = node.bean(Warehouses.class).byCode("FMY").map(w -> w.id()).orElseGet(() -> node.bean(Warehouses.class).create(fortMyers()));
            var ids = node.bean(Items.class).put(merchant, List.of(NewItem.physical("LAST", "The last ones", 250, 120, 80, 40)));
            var bin = node.bean(StockPlaces.class).create(NewPlace.bin(site, "B-" + name, 1));
            ids.values().forEach(item -> node.bean(Stock.class)
                    .receive(List.of(new Receipt(merchant, item, bin.id(), "", null, Condition.SELLABLE, units, Ids.next()))));
            return new Shelf(merchant, site, List.of("LAST"), Map.copyOf(ids));
        });
    }

    /** Units promised to orders by now. */
    long reserved(BenchNode node) {
        return node.inTransaction(() -> node.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("select coalesce(sum(reserved), 0) from reservation where merchant_id = :merchant")
                .param("merchant", merchant.value())
                .query(Long.class)
                .single());
    }

    private static void stock(BenchNode node, MerchantId merchant, WarehouseId site, Map<String, ItemId> ids, int unitsEach) {
        var receipts = new ArrayList<Receipt>();
        var bin = node.bean(StockPlaces.class).create(NewPlace.bin(site, "A01-01-1", 1));
        ids.values().forEach(item -> receipts.add(new Receipt(merchant, item, bin.id(), "", null, Condition.SELLABLE, unitsEach, Ids.next())));
        for (int from = 0; from < receipts.size(); from += AT_ONCE) {
            node.bean(Stock.class).receive(receipts.subList(from, Math.min(receipts.size(), from + AT_ONCE)));
        }
    }

    private static NewWarehouse fortMyers() {
        return new NewWarehouse(
                "FMY", "Fort Myers", "1 Dock Rd", "Fort Myers", "FL", "33901", "US", 26.6406, -81.8723, "America/New_York", ReleaseMode.MANUAL, null);
    }
}
