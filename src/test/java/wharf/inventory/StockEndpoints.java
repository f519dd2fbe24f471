package wharf.inventory;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.OPERATIONS_MANAGE;
import static wharf.shared.Authority.STOCK_READ;
import static wharf.shared.Authority.STOCK_WRITE;

import java.util.List;
import java.util.Map;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.testing.Scenery;

class StockEndpoints implements EndpointFixtures {
    private final Scenery scenery;

    StockEndpoints(Scenery scenery) {
        this.scenery = scenery;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/stock")
                        .needs(STOCK_READ)
                        .query("merchant", world -> world.merchant().toString())
                        .foreign(404),
                get("/api/v1/stock/{item}")
                        .needs(STOCK_READ)
                        .path("item", this::item)
                        .foreign(404),
                get("/api/v1/stock/{item}/places")
                        .needs(STOCK_READ)
                        .path("item", this::item)
                        .foreign(404),
                get("/api/v1/stock/{item}/movements")
                        .needs(STOCK_READ)
                        .path("item", this::item)
                        .foreign(404),
                post("/api/v1/receipts").needs(STOCK_WRITE).json(world ->
                        """
                        {"receipts": [{"merchant": "%s", "warehouse": "%s", "place": "BIN-1", "sku": "STOCKED", "lot": null,
                          "expiresOn": "2030-01-31", "condition": "SELLABLE", "quantity": 3, "requestId": "%s"}]}""".formatted(world.merchant(), site(world), Ids.next())),
                post("/api/v1/stock-adjustments").needs(STOCK_WRITE).json(world ->
                        """
                        {"adjustments": [{"merchant": "%s", "warehouse": "%s", "place": "BIN-1", "sku": "STOCKED",
                          "condition": "SELLABLE", "change": 1, "reason": "found", "requestId": "%s"}]}""".formatted(world.merchant(), site(world), Ids.next())),
                post("/api/v1/stock-moves").needs(STOCK_WRITE).json(world ->
                        """
                        {"moves": [{"merchant": "%s", "warehouse": "%s", "from": "BIN-1", "to": "BIN-2", "sku": "STOCKED",
                          "fromCondition": "SELLABLE", "toCondition": "SELLABLE", "quantity": 1, "reason": "tidy", "requestId": "%s"}]}""".formatted(world.merchant(), site(world), Ids.next())),
                post("/api/v1/places").needs(OPERATIONS_MANAGE).answers(201).json(world ->
                        """
                        {"places": [{"warehouse": "%s", "kind": "BIN", "code": "%s", "sequence": 7, "pickable": true}]}""".formatted(site(world), world.unique())),
                get("/api/v1/places")
                        .needs(STOCK_READ)
                        .query("warehouse", this::site)
                        .query("kind", world -> "BIN")
                        .shared(),
                get("/stock")
                        .needs(STOCK_READ)
                        .query("merchant", world -> world.merchant().toString())
                        .query("text", world -> "stock")
                        .foreign(404),
                get("/bins/{id}").needs(STOCK_READ).path("id", this::bin).shared(),
                get("/stock/{item}").needs(STOCK_READ).path("item", this::item).foreign(404),
                get("/stock/{item}/movements.csv")
                        .needs(STOCK_READ)
                        .path("item", this::item)
                        .foreign(404),
                post("/stock/{item}/receipts")
                        .needs(STOCK_WRITE)
                        .path("item", this::item)
                        .answers(302)
                        .form(world -> Map.of(
                                "warehouse", site(world),
                                "place", "BIN-1",
                                "lot", "",
                                "expiresOn", "",
                                "condition", "SELLABLE",
                                "quantity", "2",
                                "requestId", Ids.next().toString())),
                post("/stock/{item}/adjustments")
                        .needs(STOCK_WRITE)
                        .path("item", this::item)
                        .answers(302)
                        .form(world -> Map.of(
                                "warehouse", site(world),
                                "place", "BIN-1",
                                "lot", "",
                                "condition", "SELLABLE",
                                "change", "1",
                                "reason", "found",
                                "requestId", Ids.next().toString())));
    }

    private String item(World world) {
        return world.once(
                "stocked", () -> scenery.item(world.merchant(), "STOCKED").toString());
    }

    private String bin(World world) {
        return world.once(
                "bin", () -> scenery.bin(scenery.site(false), "BIN-9").id().toString());
    }

    /** A site with two bins, and enough of the item in the first. */
    private String site(World world) {
        var item = item(world);
        return world.once("stock-site", () -> {
            var site = scenery.site(false);
            var bin = scenery.bin(site, "BIN-1");
            scenery.bin(site, "BIN-2");
            scenery.receive(world.merchant(), ItemId.of(item), bin, 100_000);
            return site.toString();
        });
    }
}
