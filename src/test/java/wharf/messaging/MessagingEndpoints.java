package wharf.messaging;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.OPERATIONS_MANAGE;
import static wharf.shared.Authority.ORDERS_READ;
import static wharf.shared.Authority.ORDERS_WRITE;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.testing.Scenery;

public class MessagingEndpoints implements EndpointFixtures {
    private final Scenery scenery;
    private final Messages messages;
    private final JdbcClient jdbc;

    MessagingEndpoints(Scenery scenery, Messages messages, JdbcClient jdbc) {
        this.scenery = scenery;
        this.messages = messages;
        this.jdbc = jdbc;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/messages")
                        .needs(ORDERS_READ)
                        .query("root", world -> Ids.next().toString())
                        .query("limit", world -> "5")
                        .shared(),
                post("/api/v1/messages/{id}/retries")
                        .needs(OPERATIONS_MANAGE)
                        .path(
                                "id",
                                world -> world.fresh(() -> failed(scenery, messages, jdbc, world.merchant())
                                        .toString()))
                        .answers(202),
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

    /** A message that the mail server refused. */
    public static UUID failed(Scenery scenery, Messages messages, JdbcClient jdbc, MerchantId merchant) {
        var root = UUID.randomUUID();
        return scenery.inTransaction(() -> {
            var content = new Content.OrderConfirmed("1", "Ann", List.of(), Money.of(100, "USD"));
            messages.send(List.of(new NewMessage(merchant, root, "ann@example.com", "en", content, root.toString())));
            return jdbc.sql("update message set state = 'FAILED', reason = 'refused' where root = :root returning id")
                    .param("root", root)
                    .query(UUID.class)
                    .single();
        });
    }
}
