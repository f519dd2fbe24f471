package wharf.order;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.ORDERS_READ;
import static wharf.shared.Authority.ORDERS_WRITE;

import java.util.List;
import java.util.Map;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.platform.Turn;
import wharf.shared.Problem;

class ParkedMessageEndpoints implements EndpointFixtures {
    private final ParkedMessages messages;

    ParkedMessageEndpoints(ParkedMessages messages) {
        this.messages = messages;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/parked-messages")
                        .needs(ORDERS_READ)
                        .query("merchant", world -> world.merchant().toString())
                        .foreign(404),
                post("/api/v1/parked-messages/{id}/resolution")
                        .needs(ORDERS_WRITE)
                        .path("id", this::message)
                        .json(world -> "{\"resolution\": \"Placed by hand.\"}")
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
                        .foreign(404));
    }

    private String message(World world) {
        return world.fresh(() -> {
            var external = world.unique();
            messages.park(List.of(new ParkedMessages.NewParked(
                    world.merchant(),
                    "web",
                    external,
                    Map.of("id", external),
                    List.of(Problem.of("no-lines", "lines", null, "There is no line.")))));
            return messages.list(world.merchant(), false, Turn.START, 1000).stream()
                    .filter(message -> external.equals(message.externalId()))
                    .findFirst()
                    .orElseThrow()
                    .id()
                    .toString();
        });
    }
}
