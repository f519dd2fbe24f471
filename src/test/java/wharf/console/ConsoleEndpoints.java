package wharf.console;

import static wharf.endpoints.Endpoint.SIGNED_IN;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.OPERATIONS_MANAGE;
import static wharf.shared.Authority.ORDERS_READ;
import static wharf.shared.Authority.ORDERS_WRITE;
import static wharf.shared.Authority.PAYMENTS_WRITE;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.fulfilment.OrderCare;
import wharf.messaging.Messages;
import wharf.messaging.MessagingEndpoints;
import wharf.order.Hold;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.platform.StoredFiles;
import wharf.platform.Work;
import wharf.shared.OrderId;
import wharf.testing.Scenery;

class ConsoleEndpoints implements EndpointFixtures {
    private final OrderIntake intake;
    private final OrderCare care;
    private final StoredFiles files;
    private static final String STUCK = "NOBODY_DOES_THIS";

    private final Scenery scenery;
    private final Work work;
    private final Messages messages;
    private final JdbcClient jdbc;

    ConsoleEndpoints(
            OrderIntake intake,
            OrderCare care,
            StoredFiles files,
            Scenery scenery,
            Work work,
            Messages messages,
            JdbcClient jdbc) {
        this.work = work;
        this.messages = messages;
        this.jdbc = jdbc;
        this.intake = intake;
        this.care = care;
        this.files = files;
        this.scenery = scenery;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/").needs(SIGNED_IN),
                get("/find").needs(SIGNED_IN).query("text", world -> "ann").shared(),
                get("/check").needs(OPERATIONS_MANAGE),
                get("/api/v1/checks").needs(OPERATIONS_MANAGE),
                get("/exceptions").needs(OPERATIONS_MANAGE),
                post("/exceptions/work/{step}/{subject}/retry")
                        .needs(OPERATIONS_MANAGE)
                        .path("step", world -> "NO_SUCH_STEP")
                        .path("subject", world -> UUID.randomUUID().toString())
                        .form(world -> Map.of())
                        .answers(302),
                post("/exceptions/messages/{id}/retry")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", this::failedMessage)
                        .form(world -> Map.of())
                        .answers(302),
                get("/api/v1/stuck-work").needs(OPERATIONS_MANAGE),
                post("/api/v1/stuck-work/{step}/{subject}/retries")
                        .needs(OPERATIONS_MANAGE)
                        .path("step", world -> STUCK)
                        .path("subject", this::stuck)
                        .answers(202),
                get("/api/v1/providers").needs(OPERATIONS_MANAGE),
                post("/exceptions/receivables/{reference}/retry")
                        .needs(PAYMENTS_WRITE)
                        .path("reference", this::order)
                        .form(world -> Map.of())
                        .answers(302),
                get("/files/{id}").needs(ORDERS_READ).path("id", this::file).foreign(404),
                get("/orders/{id}").needs(ORDERS_READ).path("id", this::order).foreign(404),
                get("/orders/{id}/cancellation")
                        .needs(ORDERS_WRITE)
                        .path("id", this::order)
                        .foreign(404),
                post("/orders/{id}/cancellation")
                        .needs(ORDERS_WRITE)
                        .path("id", this::freshOrder)
                        .form(world -> Map.of("line", "1", "quantity", "1", "reason", "not wanted"))
                        .answers(302)
                        .foreign(404),
                get("/orders/{id}/edit")
                        .needs(ORDERS_WRITE)
                        .path("id", this::order)
                        .foreign(404),
                post("/orders/{id}/edit")
                        .needs(ORDERS_WRITE)
                        .path("id", this::freshOrder)
                        .form(world -> Map.of("line", "1", "quantity", "2", "reason", "one more"))
                        .answers(302)
                        .foreign(404),
                post("/orders/{id}/instruments")
                        .needs(PAYMENTS_WRITE)
                        .path("id", this::order)
                        .form(world -> Map.of("tender", "1", "instrument", "tok_ok"))
                        .answers(302)
                        .foreign(404),
                post("/orders/{id}/revisions/retry")
                        .needs(ORDERS_WRITE)
                        .path("id", this::order)
                        .form(world -> Map.of())
                        .answers(302)
                        .foreign(404),
                get("/orders/{id}/address")
                        .needs(ORDERS_WRITE)
                        .path("id", this::order)
                        .foreign(404),
                post("/orders/{id}/address")
                        .needs(ORDERS_WRITE)
                        .path("id", this::order)
                        .form(world -> Map.of(
                                "name", "Ann Smith",
                                "line1", "2 Ocean Dr",
                                "city", "Miami",
                                "region", "FL",
                                "postcode", "33139",
                                "country", "US"))
                        .answers(302)
                        .foreign(404),
                post("/orders/{id}/holds")
                        .needs(ORDERS_WRITE)
                        .path("id", this::order)
                        .form(world -> Map.of("reason", "wait"))
                        .answers(302)
                        .foreign(404),
                post("/orders/{id}/holds/{hold}/lift")
                        .needs(ORDERS_WRITE)
                        .path("id", this::order)
                        .path("hold", this::hold)
                        .form(world -> Map.of())
                        .answers(302)
                        .foreign(404));
    }

    private String order(World world) {
        return world.once("console-order", () -> taken(world));
    }

    private String freshOrder(World world) {
        return world.fresh(() -> taken(world));
    }

    private String taken(World world) {
        var sku = world.once("console-sku", () -> {
            var name = Scenery.unique("SKU");
            scenery.item(world.merchant(), name);
            return name;
        });
        var order = Scenery.order(world.merchant(), NewOrder.Shortage.BACKORDER, sku, 1);
        return switch (intake.take(List.of(order)).getFirst()) {
            case IntakeResult.Accepted accepted -> accepted.id().toString();
            case IntakeResult other -> throw new IllegalStateException("not taken: " + other);
        };
    }

    private String hold(World world) {
        var order = OrderId.of(order(world));
        return world.fresh(
                () -> care.hold(order, java.util.Set.of(Hold.Gate.SHIP), "wait").toString());
    }

    /** Work of a step that nobody does. */
    private String stuck(World world) {
        return world.fresh(() -> scenery.inTransaction(() -> {
            var subject = UUID.randomUUID();
            work.add(STUCK, subject, world.merchant());
            return subject.toString();
        }));
    }

    private String failedMessage(World world) {
        return world.fresh(() -> MessagingEndpoints.failed(scenery, messages, jdbc, world.merchant())
                .toString());
    }

    private String file(World world) {
        return world.once(
                "file",
                () -> scenery.inTransaction(() -> files.store(
                                world.merchant(),
                                UUID.randomUUID(),
                                "NOTE",
                                "note.txt",
                                "text/plain",
                                "hello".getBytes(StandardCharsets.UTF_8)))
                        .toString());
    }
}
