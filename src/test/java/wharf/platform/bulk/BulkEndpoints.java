package wharf.platform.bulk;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.ORDERS_WRITE;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.testing.Scenery;

class BulkEndpoints implements EndpointFixtures {
    private final OrderIntake intake;
    private final Scenery scenery;
    private final JdbcClient jdbc;

    BulkEndpoints(OrderIntake intake, Scenery scenery, JdbcClient jdbc) {
        this.intake = intake;
        this.scenery = scenery;
        this.jdbc = jdbc;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/bulk").needs(ORDERS_WRITE),
                get("/bulk/new")
                        .needs(ORDERS_WRITE)
                        .query("list", world -> "orders")
                        .query("action", world -> "cancel-orders")
                        .query("key", this::order)
                        .foreign(404),
                post("/bulk")
                        .needs(ORDERS_WRITE)
                        .form(world -> Map.of(
                                "list", "orders",
                                "action", "hold-orders",
                                "key", order(world),
                                "answer.reason", "Wait",
                                "requestId", UUID.randomUUID().toString()))
                        .answers(302)
                        .foreign(404),
                get("/bulk/{id}").needs(ORDERS_WRITE).path("id", this::job).foreign(404),
                post("/bulk/{id}/cancel")
                        .needs(ORDERS_WRITE)
                        .path("id", this::job)
                        .form(world -> Map.of())
                        .answers(302)
                        .foreign(404),
                post("/bulk/{id}/undo")
                        .needs(ORDERS_WRITE)
                        .path("id", this::job)
                        .form(world -> Map.of())
                        .answers(302)
                        .foreign(404),
                post("/api/v1/bulk-job-previews")
                        .needs(ORDERS_WRITE)
                        .json(this::wanted)
                        .foreign(404),
                post("/api/v1/bulk-jobs")
                        .needs(ORDERS_WRITE)
                        .json(this::wanted)
                        .answers(202)
                        .foreign(404),
                get("/api/v1/bulk-jobs").needs(ORDERS_WRITE),
                get("/api/v1/bulk-jobs/{id}")
                        .needs(ORDERS_WRITE)
                        .path("id", this::job)
                        .foreign(404),
                post("/api/v1/bulk-jobs/{id}/cancellations")
                        .needs(ORDERS_WRITE)
                        .path("id", this::job)
                        .foreign(404),
                post("/api/v1/bulk-jobs/{id}/undo")
                        .needs(ORDERS_WRITE)
                        .path("id", this::job)
                        .answers(409)
                        .foreign(404));
    }

    private String wanted(World world) {
        return """
                {"list": "orders", "action": "hold-orders", "keys": ["%s"], "answers": {"reason": "Wait"}}
                """.formatted(order(world));
    }

    private String order(World world) {
        return world.once("bulk-order", () -> {
            var sku = Scenery.unique("SKU");
            scenery.item(world.merchant(), sku);
            var order = Scenery.order(world.merchant(), NewOrder.Shortage.BACKORDER, sku, 1);
            return switch (intake.take(List.of(order)).getFirst()) {
                case IntakeResult.Accepted accepted -> accepted.id().toString();
                case IntakeResult other -> throw new IllegalStateException("not taken: " + other);
            };
        });
    }

    /** A job of the merchant's that nobody goes on with. */
    private String job(World world) {
        var order = order(world);
        return world.fresh(() -> scenery.inTransaction(() -> {
            var id = UUID.randomUUID();
            jdbc.sql("""
                    insert into bulk_job (id, request_id, owner, actor_kind, actor, merchant_id, list, action, answers, total)
                    values (:id, :id, 'user:test', 'USER', 'somebody', :merchant, 'orders', 'hold-orders', '{"reason": "Wait"}', 1)
                    """)
                    .param("id", id)
                    .param("merchant", world.merchant().value())
                    .update();
            jdbc.sql(
                            "insert into bulk_item (job_id, key, merchant_id, position, name) values (:id, :key, :merchant, 1, 'Order')")
                    .param("id", id)
                    .param("key", order)
                    .param("merchant", world.merchant().value())
                    .update();
            return id.toString();
        }));
    }
}
