package wharf.fulfilment;

import static wharf.endpoints.Endpoint.delete;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.endpoints.Endpoint.put;
import static wharf.shared.Authority.OPERATIONS_MANAGE;
import static wharf.shared.Authority.ORDERS_READ;
import static wharf.shared.Authority.ORDERS_WRITE;

import java.util.EnumSet;
import java.util.List;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.inventory.PlaceRef;
import wharf.order.Hold;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.platform.WorkEngine;
import wharf.shared.OrderId;
import wharf.testing.Scenery;

class FulfilmentEndpoints implements EndpointFixtures {
    private static final String REASON = "{\"reason\": \"asked by phone\"}";
    private static final String MIAMI = """
            {"name": "Ann Smith", "line1": "1 Ocean Dr", "city": "Miami", "region": "FL", "postcode": "33139", "country": "US"}""";

    private static final String AMENDMENT =
            "{\"lines\": [{\"line\": 1, \"quantity\": 2}], \"reason\": \"asked by phone\"}";

    private final OrderIntake intake;
    private final OrderCare care;
    private final Fulfilments fulfilments;
    private final WorkEngine engine;
    private final Scenery scenery;

    FulfilmentEndpoints(
            OrderIntake intake, OrderCare care, Fulfilments fulfilments, WorkEngine engine, Scenery scenery) {
        this.intake = intake;
        this.care = care;
        this.fulfilments = fulfilments;
        this.engine = engine;
        this.scenery = scenery;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/orders/{order}/fulfilments")
                        .needs(ORDERS_READ)
                        .path("order", this::order)
                        .foreign(404),
                get("/api/v1/fulfilments/{id}")
                        .needs(ORDERS_READ)
                        .path("id", this::fulfilment)
                        .foreign(404),
                post("/api/v1/warehouses/{site}/waves")
                        .needs(OPERATIONS_MANAGE)
                        .path("site", world -> site(world))
                        .json(world -> "{\"mode\": \"BATCH\", \"most\": 10}"),
                post("/api/v1/orders/{id}/cancellation-previews")
                        .needs(ORDERS_READ)
                        .path("id", this::order)
                        .json(world -> "{\"lines\": [{\"line\": 1, \"quantity\": 1}]}")
                        .foreign(404),
                post("/api/v1/orders/{id}/cancellations")
                        .needs(ORDERS_WRITE)
                        .path("id", this::fresh)
                        .json(world -> "{\"lines\": [{\"line\": 1, \"quantity\": 1}], \"reason\": \"asked by phone\"}")
                        .answers(201)
                        .foreign(404),
                post("/api/v1/orders/{id}/amendment-previews")
                        .needs(ORDERS_WRITE)
                        .path("id", this::order)
                        .json(world -> AMENDMENT)
                        .foreign(404),
                post("/api/v1/orders/{id}/amendments")
                        .needs(ORDERS_WRITE)
                        .path("id", this::fresh)
                        .json(world -> AMENDMENT)
                        .answers(201)
                        .foreign(404),
                put("/api/v1/orders/{id}/address")
                        .needs(ORDERS_WRITE)
                        .path("id", this::order)
                        .json(world -> MIAMI)
                        .foreign(404),
                post("/api/v1/orders/{id}/revisions/retries")
                        .needs(ORDERS_WRITE)
                        .path("id", this::order)
                        .answers(409)
                        .foreign(404),
                get("/api/v1/orders/{id}/holds")
                        .needs(ORDERS_READ)
                        .path("id", this::order)
                        .foreign(404),
                post("/api/v1/orders/{id}/holds")
                        .needs(ORDERS_WRITE)
                        .path("id", this::order)
                        .json(world -> "{\"gates\": [\"SHIP\"], \"reason\": \"fraud?\"}")
                        .answers(201)
                        .foreign(404),
                delete("/api/v1/orders/{id}/holds/{hold}")
                        .needs(ORDERS_WRITE)
                        .path("id", this::order)
                        .path("hold", this::hold)
                        .answers(204)
                        .foreign(404));
    }

    private String site(World world) {
        return world.once("fulfilment-site", () -> {
            var site = scenery.site(false);
            scenery.releaseByHand(site);
            return site.toString();
        });
    }

    private String sku(World world) {
        return world.once("fulfilment-sku", () -> {
            var sku = Scenery.unique("SKU");
            var item = scenery.item(world.merchant(), sku);
            PlaceRef bin = scenery.bin(wharf.shared.WarehouseId.of(site(world)), Scenery.unique("B-"));
            scenery.receive(world.merchant(), item, bin, 1000);
            return sku;
        });
    }

    private String order(World world) {
        return world.once("fulfilment-order", () -> placed(world));
    }

    private String fresh(World world) {
        return world.fresh(() -> placed(world));
    }

    private String placed(World world) {
        return switch (intake.take(List.of(Scenery.order(world.merchant(), NewOrder.Shortage.REFUSE, sku(world), 1)))
                .getFirst()) {
            case IntakeResult.Accepted accepted -> accepted.id().toString();
            case IntakeResult other -> throw new IllegalStateException("not taken: " + other);
        };
    }

    private String fulfilment(World world) {
        return world.once("fulfilment", () -> {
            var order = OrderId.of(placed(world));
            engine.drain();
            return fulfilments.of(order).getFirst().id().toString();
        });
    }

    private String hold(World world) {
        var order = OrderId.of(order(world));
        return world.fresh(
                () -> care.hold(order, EnumSet.of(Hold.Gate.SHIP), "fraud?").toString());
    }
}
