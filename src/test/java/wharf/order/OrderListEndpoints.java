package wharf.order;

import static wharf.endpoints.Endpoint.get;
import static wharf.shared.Authority.ORDERS_READ;

import java.util.List;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;

class OrderListEndpoints implements EndpointFixtures {
    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/orders")
                        .needs(ORDERS_READ)
                        .query("merchant", world -> world.merchant().toString())
                        .query("state", world -> "ACCEPTED")
                        .query("held", world -> "false")
                        .query("text", world -> "ann")
                        .foreign(404),
                get("/orders")
                        .needs(ORDERS_READ)
                        .query("merchant", world -> world.merchant().toString())
                        .query("state", world -> "")
                        .query("text", world -> "ann")
                        .foreign(404));
    }
}
