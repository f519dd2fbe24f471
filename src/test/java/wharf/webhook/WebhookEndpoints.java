package wharf.webhook;

import static wharf.endpoints.Endpoint.delete;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.endpoints.Endpoint.put;
import static wharf.shared.Authority.CATALOG_WRITE;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;

class WebhookEndpoints implements EndpointFixtures {
    private static final String ADDRESS = "https://127.0.0.1:9/wharf";

    private final Endpoints endpoints;

    WebhookEndpoints(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/webhooks/event-types").needs(CATALOG_WRITE),
                get("/api/v1/webhooks")
                        .needs(CATALOG_WRITE)
                        .query("merchant", world -> world.merchant().toString())
                        .foreign(404),
                post("/api/v1/webhooks")
                        .needs(CATALOG_WRITE)
                        .json(world ->
                                "{\"merchant\": \"%s\", \"endpoint\": {\"url\": \"%s\", \"description\": \"ours\", \"events\": [\"order.shipped\"]}}"
                                        .formatted(world.merchant(), ADDRESS))
                        .answers(201)
                        .foreign(404),
                get("/api/v1/webhooks/{id}")
                        .needs(CATALOG_WRITE)
                        .path("id", this::endpoint)
                        .foreign(404),
                put("/api/v1/webhooks/{id}")
                        .needs(CATALOG_WRITE)
                        .path("id", this::endpoint)
                        .json(world -> "{\"url\": \"%s\", \"events\": []}".formatted(ADDRESS))
                        .foreign(404),
                delete("/api/v1/webhooks/{id}")
                        .needs(CATALOG_WRITE)
                        .path("id", this::fresh)
                        .answers(204)
                        .foreign(404),
                post("/api/v1/webhooks/{id}/secret")
                        .needs(CATALOG_WRITE)
                        .path("id", this::endpoint)
                        .foreign(404),
                post("/api/v1/webhooks/{id}/test")
                        .needs(CATALOG_WRITE)
                        .path("id", this::endpoint)
                        .answers(202)
                        .foreign(404),
                post("/api/v1/webhooks/{id}/activation")
                        .needs(CATALOG_WRITE)
                        .path("id", this::endpoint)
                        .foreign(404),
                post("/api/v1/webhooks/{id}/deactivation")
                        .needs(CATALOG_WRITE)
                        .path("id", this::fresh)
                        .foreign(404),
                get("/api/v1/webhooks/{id}/deliveries")
                        .needs(CATALOG_WRITE)
                        .path("id", this::endpoint)
                        .query("state", world -> "DEAD")
                        .foreign(404),
                post("/api/v1/webhooks/{id}/replays")
                        .needs(CATALOG_WRITE)
                        .path("id", this::endpoint)
                        .json(world -> "{}")
                        .answers(202)
                        .foreign(404),
                get("/settings/webhooks").needs(CATALOG_WRITE),
                post("/settings/webhooks")
                        .needs(CATALOG_WRITE)
                        .form(world -> Map.of("merchant", world.merchant().toString(), "url", ADDRESS))
                        .foreign(404),
                get("/settings/webhooks/{id}")
                        .needs(CATALOG_WRITE)
                        .path("id", this::endpoint)
                        .foreign(404),
                post("/settings/webhooks/{id}/secret")
                        .needs(CATALOG_WRITE)
                        .path("id", this::endpoint)
                        .foreign(404),
                post("/settings/webhooks/{id}/test")
                        .needs(CATALOG_WRITE)
                        .path("id", this::endpoint)
                        .answers(302)
                        .foreign(404),
                post("/settings/webhooks/{id}/replays")
                        .needs(CATALOG_WRITE)
                        .path("id", this::endpoint)
                        .answers(302)
                        .foreign(404),
                post("/settings/webhooks/{id}/activation")
                        .needs(CATALOG_WRITE)
                        .path("id", this::endpoint)
                        .answers(302)
                        .foreign(404),
                post("/settings/webhooks/{id}/deactivation")
                        .needs(CATALOG_WRITE)
                        .path("id", this::fresh)
                        .answers(302)
                        .foreign(404),
                post("/settings/webhooks/{id}/deletion")
                        .needs(CATALOG_WRITE)
                        .path("id", this::fresh)
                        .answers(302)
                        .foreign(404));
    }

    private String endpoint(World world) {
        return world.once("webhook-endpoint", () -> create(world));
    }

    private String fresh(World world) {
        return world.fresh(() -> create(world));
    }

    /** The fuzz makes more of them than a merchant may have. */
    private String create(World world) {
        var known = endpoints.list(world.merchant());
        if (known.size() > Endpoints.MOST / 2) {
            UUID kept = known.getLast().id();
            known.stream().map(EndpointView::id).filter(id -> !id.equals(kept)).forEach(endpoints::delete);
        }
        return endpoints
                .create(world.merchant(), new NewEndpoint(ADDRESS, "ours", List.of()))
                .endpoint()
                .id()
                .toString();
    }
}
