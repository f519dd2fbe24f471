package wharf.order;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.ORDERS_READ;
import static wharf.shared.Authority.ORDERS_WRITE;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.testing.Scenery;

class OrderEndpoints implements EndpointFixtures {
    private final OrderIntake intake;
    private final Scenery scenery;
    private final JsonMapper json;

    OrderEndpoints(OrderIntake intake, Scenery scenery, JsonMapper json) {
        this.intake = intake;
        this.scenery = scenery;
        this.json = json;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                post("/api/v1/orders")
                        .needs(ORDERS_WRITE)
                        .json(world -> "{\"orders\": [" + json.writeValueAsString(newOrder(world)) + "]}")
                        .answers(201)
                        .foreign(422),
                get("/api/v1/orders/{id}")
                        .needs(ORDERS_READ)
                        .path("id", this::order)
                        .foreign(404),
                get("/api/v1/orders/{id}/timeline")
                        .needs(ORDERS_READ)
                        .path("id", this::order)
                        .foreign(404),
                get("/api/v1/orders/{id}/revisions")
                        .needs(ORDERS_READ)
                        .path("id", this::order)
                        .foreign(404),
                get("/api/v1/orders/{id}/decisions")
                        .needs(ORDERS_READ)
                        .path("id", this::order)
                        .foreign(404));
    }

    private NewOrder newOrder(World world) {
        return Scenery.order(world.merchant(), NewOrder.Shortage.BACKORDER, sku(world), 1);
    }

    private String sku(World world) {
        return world.once("sku", () -> {
            var sku = Scenery.unique("SKU");
            scenery.item(world.merchant(), sku);
            return sku;
        });
    }

    private String order(World world) {
        return world.once(
                "order", () -> switch (intake.take(List.of(newOrder(world))).getFirst()) {
                    case IntakeResult.Accepted accepted -> accepted.id().toString();
                    case IntakeResult other -> throw new IllegalStateException("not taken: " + other);
                });
    }
}
