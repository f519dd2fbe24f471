package wharf.order;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.ORDERS_READ;
import static wharf.shared.Authority.ORDERS_WRITE;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.platform.Turn;
import wharf.shared.Problem;
import wharf.testing.Scenery;

class ParkedMessageEndpoints implements EndpointFixtures {
    private final ParkedMessages messages;
    private final Scenery scenery;
    private final JsonMapper json;

    ParkedMessageEndpoints(ParkedMessages messages, Scenery scenery, JsonMapper json) {
        this.messages = messages;
        this.scenery = scenery;
        this.json = json;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/parked-messages")
                        .needs(ORDERS_READ)
                        .query("merchant", world -> world.merchant().toString())
                        .foreign(404),
                get("/api/v1/parked-messages/{id}")
                        .needs(ORDERS_READ)
                        .path("id", this::message)
                        .foreign(404),
                post("/api/v1/parked-messages/{id}/resolution")
                        .needs(ORDERS_WRITE)
                        .path("id", this::message)
                        .json(world -> "{\"resolution\": \"Placed by hand.\"}")
                        .foreign(404),
                post("/api/v1/parked-messages/{id}/versions")
                        .needs(ORDERS_WRITE)
                        .path("id", this::message)
                        .json(world -> "{\"version\": 1, \"text\": \"{}\"}")
                        .answers(422)
                        .foreign(404),
                post("/api/v1/parked-messages/{id}/takings")
                        .needs(ORDERS_WRITE)
                        .path("id", this::message)
                        .foreign(404),
                get("/parked-messages").needs(ORDERS_READ),
                get("/parked-messages/{id}")
                        .needs(ORDERS_READ)
                        .path("id", this::message)
                        .foreign(404),
                post("/parked-messages/{id}/resolution")
                        .needs(ORDERS_WRITE)
                        .path("id", this::message)
                        .form(world -> Map.of("resolution", "Placed by hand."))
                        .answers(302)
                        .foreign(404),
                post("/parked-messages/{id}/versions")
                        .needs(ORDERS_WRITE)
                        .path("id", this::message)
                        .form(world -> Map.of("version", "1", "text", "{}"))
                        .answers(302)
                        .foreign(404),
                post("/parked-messages/{id}/takings")
                        .needs(ORDERS_WRITE)
                        .path("id", this::message)
                        .answers(302)
                        .foreign(404));
    }

    /** One that can be taken by now. */
    private String message(World world) {
        return world.fresh(() -> {
            scenery.item(world.merchant(), "PARKED-1");
            var order = Scenery.order(world.merchant(), NewOrder.Shortage.BACKORDER, "PARKED-1", 1);
            messages.park(List.of(new ParkedMessages.NewParked(
                    world.merchant(),
                    "web",
                    order.externalId(),
                    ParkedMessages.ORDER_FORM,
                    json.valueToTree(order),
                    List.of(Problem.of("unknown-sku", "lines[0].sku", "PARKED-1", "There is no such item.")))));
            return messages.list(world.merchant(), false, Turn.START, 1000).stream()
                    .filter(message -> java.util.Objects.equals(order.externalId(), message.externalId()))
                    .findFirst()
                    .orElseThrow()
                    .id()
                    .toString();
        });
    }
}
