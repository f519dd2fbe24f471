package wharf.messaging;

import static wharf.endpoints.Endpoint.get;
import static wharf.shared.Authority.ORDERS_READ;

import java.util.List;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.shared.Ids;

class MessagingEndpoints implements EndpointFixtures {
    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/messages")
                        .needs(ORDERS_READ)
                        .query("root", world -> Ids.next().toString())
                        .query("limit", world -> "5")
                        .shared(),
                get("/messages")
                        .needs(ORDERS_READ)
                        .query("state", world -> "SENT")
                        .shared());
    }
}
