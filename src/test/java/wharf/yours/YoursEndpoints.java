package wharf.yours;

import static wharf.endpoints.Endpoint.delete;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.ORDERS_READ;
import static wharf.shared.Authority.ORDERS_WRITE;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.testing.Scenery;

class YoursEndpoints implements EndpointFixtures {
    private final Scenery scenery;
    private final Uploads uploads;
    private final Mappings mappings;
    private final Trials trials;
    private final TrialStep step;
    private final JsonMapper json;

    YoursEndpoints(
            Scenery scenery, Uploads uploads, Mappings mappings, Trials trials, TrialStep step, JsonMapper json) {
        this.scenery = scenery;
        this.uploads = uploads;
        this.mappings = mappings;
        this.trials = trials;
        this.step = step;
        this.json = json;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/yours")
                        .needs(ORDERS_READ)
                        .query("merchant", YoursEndpoints::merchant)
                        .foreign(404),
                post("/yours")
                        .needs(ORDERS_WRITE)
                        .answers(302)
                        .form(world -> Map.of("merchant", merchant(world)))
                        .foreign(404),
                get("/yours/{id}").needs(ORDERS_READ).path("id", this::done).foreign(404),
                get("/yours/{id}/mapping")
                        .needs(ORDERS_READ)
                        .path("id", this::dropped)
                        .foreign(404),
                post("/yours/{id}/mapping")
                        .needs(ORDERS_WRITE)
                        .path("id", this::dropped)
                        .answers(302)
                        .form(world -> Map.of(
                                "country", "US",
                                "currency", "USD",
                                "zone", "America/New_York",
                                "channel", "shopify",
                                "decimal.0", ".",
                                "dates.0", "yyyy-MM-dd",
                                "column.0.0", "ORDER_ID",
                                "column.0.14", "SKU",
                                "column.0.19", "POSTCODE"))
                        .foreign(404),
                post("/yours/{id}/assumptions")
                        .needs(ORDERS_WRITE)
                        .path("id", this::done)
                        .answers(302)
                        .form(world -> Map.of(
                                "sites", "placed",
                                "stocking", "FAST_EVERYWHERE",
                                "baseline", "SITE-1",
                                "city.1", "Tampa",
                                "region.1", "FL",
                                "country.1", "US",
                                "latitude.2", "33.4",
                                "longitude.2", "-112.1"))
                        .foreign(404),
                post("/yours/{id}/cancellation")
                        .needs(ORDERS_WRITE)
                        .path("id", this::done)
                        .answers(302)
                        .foreign(404),
                post("/yours/{id}/deletion")
                        .needs(ORDERS_WRITE)
                        .path("id", this::dropped)
                        .answers(302)
                        .foreign(404),
                post("/yours/{id}/import")
                        .needs(ORDERS_WRITE)
                        .path("id", this::done)
                        .answers(302)
                        .form(world -> Map.of("assumedItems", "false", "shippedToo", "false"))
                        .foreign(404),
                get("/yours/{id}/problems")
                        .needs(ORDERS_READ)
                        .path("id", this::done)
                        .query("severe", world -> "true")
                        .foreign(404),
                get("/yours/{id}/problems.csv")
                        .needs(ORDERS_READ)
                        .path("id", this::done)
                        .foreign(404),
                get("/yours/{id}/orders.csv")
                        .needs(ORDERS_READ)
                        .path("id", this::done)
                        .foreign(404),
                get("/yours/{id}/orders/{n}")
                        .needs(ORDERS_READ)
                        .path("id", this::done)
                        .path("n", world -> "1")
                        .foreign(404),
                post("/api/v1/trials")
                        .needs(ORDERS_WRITE)
                        .answers(201)
                        .json(world -> json.writeValueAsString(Map.of(
                                "merchant", merchant(world),
                                "files", List.of(Map.of("name", "orders.csv", "content", Tables.SHOPIFY)))))
                        .foreign(404),
                get("/api/v1/trials")
                        .needs(ORDERS_READ)
                        .query("merchant", YoursEndpoints::merchant)
                        .foreign(404),
                get("/api/v1/trials/{id}")
                        .needs(ORDERS_READ)
                        .path("id", this::done)
                        .foreign(404),
                post("/api/v1/trials/{id}/runs")
                        .needs(ORDERS_WRITE)
                        .path("id", this::dropped)
                        .answers(202)
                        .json(world -> """
                        {"country": "US", "currency": "USD", "zone": "America/New_York", "channel": "shopify",
                         "files": [{"file": 0, "columns": {"0": "ORDER_ID", "14": "SKU", "19": "POSTCODE"}, "decimal": ".", "dates": "yyyy-MM-dd"}]}
                        """)
                        .foreign(404),
                post("/api/v1/trials/{id}/cancellation")
                        .needs(ORDERS_WRITE)
                        .path("id", this::done)
                        .foreign(404),
                delete("/api/v1/trials/{id}")
                        .needs(ORDERS_WRITE)
                        .path("id", this::dropped)
                        .answers(204)
                        .foreign(404),
                get("/api/v1/trials/{id}/problems")
                        .needs(ORDERS_READ)
                        .path("id", this::done)
                        .query("limit", world -> "10")
                        .foreign(404),
                get("/api/v1/trials/{id}/orders")
                        .needs(ORDERS_READ)
                        .path("id", this::done)
                        .query("limit", world -> "10")
                        .foreign(404),
                get("/api/v1/trials/{id}/orders/{n}")
                        .needs(ORDERS_READ)
                        .path("id", this::done)
                        .path("n", world -> "1")
                        .foreign(404),
                post("/api/v1/trials/{id}/import")
                        .needs(ORDERS_WRITE)
                        .path("id", this::done)
                        .answers(202)
                        .json(world -> "{\"assumedItems\": false, \"shippedToo\": false}")
                        .foreign(404));
    }

    private static String merchant(World world) {
        return world.merchant().toString();
    }

    private String dropped(World world) {
        return world.fresh(() -> drop(world).toString());
    }

    private UUID drop(World world) {
        world.once("trial-site", () -> scenery.site(false).toString());
        return uploads.take(world.merchant(), List.of(Uploads.Sent.text("orders.csv", Tables.SHOPIFY)));
    }

    private String done(World world) {
        return world.fresh(() -> {
            var id = drop(world);
            mappings.run(id, trials.one(id).settings(), List.of());
            while (trials.one(id).state().runs()) step.run(List.of(id));
            return id.toString();
        });
    }
}
