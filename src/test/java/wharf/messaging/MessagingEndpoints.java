package wharf.messaging;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.ORDERS_READ;
import static wharf.shared.Authority.ORDERS_WRITE;

import java.util.List;
import java.util.Map;
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
                        .shared(),
                post("/api/v1/text-consents")
                        .needs(ORDERS_WRITE)
                        .json(world -> """
                                {"merchant": "%s", "phone": "+12395550123", "granted": true, "wording": "Text me about my order."}
                                """.formatted(world.merchant()))
                        .answers(201)
                        .foreign(404),
                get("/api/v1/text-consents")
                        .needs(ORDERS_READ)
                        .query("merchant", world -> world.merchant().toString())
                        .query("phone", world -> "+12395550123")
                        .foreign(404),
                get("/inbox").needs(ORDERS_READ).shared(),
                get("/inbox/{id}")
                        .needs(ORDERS_READ)
                        .path("id", world -> Ids.next().toString())
                        .answers(404)
                        .foreign(404),
                get("/phone").needs(ORDERS_READ).shared(),
                post("/phone")
                        .needs(ORDERS_WRITE)
                        .form(world -> Map.of("number", "+15005550000", "phone", "+12395550123", "body", "HELP"))
                        .answers(404)
                        .foreign(404));
    }
}
