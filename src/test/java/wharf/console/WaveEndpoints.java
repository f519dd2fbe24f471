package wharf.console;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.OPERATIONS_MANAGE;
import static wharf.shared.Authority.ORDERS_WRITE;

import java.util.List;
import java.util.Map;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.shared.WarehouseId;
import wharf.testing.Scenery;
import wharf.warehouse.Warehouses;

class WaveEndpoints implements EndpointFixtures {
    private final Scenery scenery;
    private final Warehouses warehouses;

    WaveEndpoints(Scenery scenery, Warehouses warehouses) {
        this.scenery = scenery;
        this.warehouses = warehouses;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/waves").needs(OPERATIONS_MANAGE),
                post("/waves")
                        .needs(OPERATIONS_MANAGE)
                        .form(world -> Map.of("warehouse", site(world), "mode", "BATCH", "most", "10"))
                        .answers(302)
                        .shared(),
                get("/orders/new").needs(ORDERS_WRITE),
                post("/orders/new")
                        .needs(ORDERS_WRITE)
                        .form(this::phoneOrder)
                        .answers(302)
                        .foreign(422));
    }

    private Map<String, String> phoneOrder(World world) {
        return Map.ofEntries(
                Map.entry("merchant", world.merchant().toString()),
                Map.entry("reference", Scenery.unique("PHONE-")),
                Map.entry("sku", sku(world)),
                Map.entry("quantity", "1"),
                Map.entry("price", "12.50"),
                Map.entry("payment", "CASH_ON_DELIVERY"),
                Map.entry("name", "Ann Smith"),
                Map.entry("line1", "1 Ocean Dr"),
                Map.entry("city", "Miami"),
                Map.entry("region", "FL"),
                Map.entry("postcode", "33139"),
                Map.entry("country", "US"));
    }

    private String site(World world) {
        return world.once("wave-site", () -> {
            WarehouseId id = scenery.site(false);
            return warehouses.get(id).code();
        });
    }

    private String sku(World world) {
        return world.once("phone-sku", () -> {
            var sku = Scenery.unique("SKU");
            var item = scenery.item(world.merchant(), sku);
            scenery.receive(world.merchant(), item, scenery.bin(scenery.site(false), Scenery.unique("B")), 1000);
            return sku;
        });
    }
}
