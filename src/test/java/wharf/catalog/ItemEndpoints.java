package wharf.catalog;

import static wharf.endpoints.Endpoint.delete;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.endpoints.Endpoint.put;
import static wharf.shared.Authority.CATALOG_READ;
import static wharf.shared.Authority.CATALOG_WRITE;

import java.util.List;
import java.util.Map;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.testing.Scenery;

class ItemEndpoints implements EndpointFixtures {
    private final Scenery scenery;

    ItemEndpoints(Scenery scenery) {
        this.scenery = scenery;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                put("/api/v1/items").needs(CATALOG_WRITE).json(this::batch).foreign(404),
                get("/api/v1/items")
                        .needs(CATALOG_READ)
                        .query("merchant", world -> world.merchant().toString())
                        .query("text", world -> "mug")
                        .foreign(404),
                get("/api/v1/items/{id}")
                        .needs(CATALOG_READ)
                        .path("id", this::item)
                        .foreign(404),
                get("/api/v1/items/resolve")
                        .needs(CATALOG_READ)
                        .query("code", world -> "MUG")
                        .shared(),
                get("/items")
                        .needs(CATALOG_READ)
                        .query("merchant", world -> world.merchant().toString())
                        .query("text", world -> "mug")
                        .foreign(404),
                get("/items/{id}").needs(CATALOG_READ).path("id", this::item).foreign(404),
                put("/api/v1/items/{id}/picture")
                        .needs(CATALOG_WRITE)
                        .path("id", this::item)
                        .json(world -> "{\"picture\": \"" + PictureTest.PNG_BASE64 + "\"}")
                        .answers(204)
                        .foreign(404),
                delete("/api/v1/items/{id}/picture")
                        .needs(CATALOG_WRITE)
                        .path("id", this::item)
                        .answers(204)
                        .foreign(404),
                get("/pictures/{item}").needs(Endpoint.PUBLIC).path("item", this::item),
                post("/items/{id}/picture")
                        .needs(CATALOG_WRITE)
                        .path("id", this::item)
                        .form(world -> Map.of())
                        .answers(302)
                        .foreign(404),
                post("/items/{id}/picture/removal")
                        .needs(CATALOG_WRITE)
                        .path("id", this::item)
                        .form(world -> Map.of())
                        .answers(302)
                        .foreign(404));
    }

    private String item(World world) {
        return world.once(
                "item",
                () -> scenery.item(world.merchant(), Scenery.unique("SKU")).toString());
    }

    private String batch(World world) {
        return """
                {"merchant": "%s", "items": [
                  {"sku": "MUG", "name": "A mug", "kind": "PHYSICAL", "weightGrams": 300, "lengthMm": 100, "widthMm": 80, "heightMm": 90,
                   "handling": {"fragile": true}, "valueMinor": 900, "hsCode": "691110", "originCountry": "PT",
                   "instruction": {"type": "INFORM", "text": "Wrap twice"}, "barcodes": [{"code": "4006381333931", "units": 1}]},
                  {"sku": "PAIR", "name": "Two mugs", "kind": "KIT", "components": [{"sku": "MUG", "quantity": 2}]}]}""".formatted(world.merchant());
    }
}
