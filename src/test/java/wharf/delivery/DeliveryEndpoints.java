package wharf.delivery;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.OPERATIONS_MANAGE;
import static wharf.shared.Authority.ORDERS_READ;
import static wharf.shared.Authority.ORDERS_WRITE;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.delivery.cases.CaseReason;
import wharf.delivery.cases.CaseView;
import wharf.delivery.cases.Cases;
import wharf.delivery.cases.Decision;
import wharf.delivery.cases.NewCase;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.order.NewOrder;
import wharf.platform.BusinessClock;
import wharf.platform.SignedLinks;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.testing.Couriers;
import wharf.testing.Scenery;

class DeliveryEndpoints implements EndpointFixtures {
    private final Scenery scenery;
    private final Couriers couriers;
    private final SignedLinks links;
    private final BusinessClock clock;
    private final JdbcClient jdbc;
    private final Cases cases;

    DeliveryEndpoints(
            Scenery scenery, Couriers couriers, SignedLinks links, BusinessClock clock, JdbcClient jdbc, Cases cases) {
        this.scenery = scenery;
        this.couriers = couriers;
        this.links = links;
        this.clock = clock;
        this.jdbc = jdbc;
        this.cases = cases;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/shop/{merchant}/track/{token}")
                        .needs(Endpoint.PUBLIC)
                        .path("merchant", this::code)
                        .path("token", this::token),
                // With a good token the answer never ends.
                get("/shop/{merchant}/track/{token}/events")
                        .needs(Endpoint.PUBLIC)
                        .path("merchant", this::code)
                        .path("token", world -> "forged")
                        .answers(404),
                post("/shop/{merchant}/track/{token}/cases")
                        .needs(Endpoint.PUBLIC)
                        .path("merchant", this::code)
                        .path("token", this::token)
                        .form(world -> Map.of("parcel", parcel(world), "reason", "DAMAGED", "text", "It is broken."))
                        // Whoever has not opened the page before has no token to send the form with.
                        .answers(302, 403),
                get("/cases").needs(ORDERS_READ),
                get("/cases/{id}").needs(ORDERS_READ).path("id", this::openCase).foreign(404),
                post("/cases/{id}/decision")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", this::openCase)
                        .form(world -> Map.of("decision", "REJECT", "payer", "OPERATOR", "because", "no"))
                        .answers(302),
                post("/cases/{id}/outcome")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", this::openCase)
                        .form(world -> Map.of("outcome", "paid"))
                        .answers(302),
                get("/api/v1/cases").needs(ORDERS_READ),
                get("/api/v1/cases/{id}")
                        .needs(ORDERS_READ)
                        .path("id", this::openCase)
                        .foreign(404),
                post("/api/v1/cases")
                        .needs(ORDERS_WRITE)
                        .json(world ->
                                "{\"order\": \"%s\", \"parcel\": \"%s\", \"reason\": \"DAMAGED\", \"text\": \"broken\"}"
                                        .formatted(order(world), parcel(world)))
                        .answers(201)
                        .foreign(404),
                post("/api/v1/cases/{id}/decision")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", this::freshCase)
                        .json(world -> "{\"decision\": \"REJECT\", \"payer\": \"OPERATOR\", \"because\": \"no\"}"),
                post("/api/v1/cases/{id}/outcome")
                        .needs(OPERATIONS_MANAGE)
                        .path("id", this::claim)
                        .json(world -> "{\"outcome\": \"paid\"}"),
                get("/deliveries").needs(ORDERS_READ),
                get("/api/v1/delivery-troubles").needs(ORDERS_READ));
    }

    private String code(World world) {
        return world.once(
                "code",
                () -> scenery.inTransaction(() -> jdbc.sql("select code from merchant where id = :id")
                        .param("id", world.merchant().value())
                        .query(String.class)
                        .single()));
    }

    private String token(World world) {
        return world.fresh(() -> links.sign(
                "track", world.merchant(), order(world).value(), clock.instant().plusSeconds(3600)));
    }

    /** An order of the world's merchant that has left. */
    private OrderId order(World world) {
        return OrderId.of(world.once("order-on-its-way", () -> {
            var site = scenery.site(false);
            var sku = Scenery.unique("MUG").toUpperCase(java.util.Locale.ROOT);
            var mug = scenery.item(world.merchant(), sku);
            scenery.receive(world.merchant(), mug, scenery.bin(site, Scenery.unique("B-")), 50);
            var order = Scenery.order(world.merchant(), NewOrder.Shortage.REFUSE, sku, 1);
            return couriers.sent(world.merchant(), site, order).order().toString();
        }));
    }

    private String parcel(World world) {
        return world.fresh(() -> couriers.parcelOf(order(world)).id().toString());
    }

    private String openCase(World world) {
        return caseOf(world, CaseReason.MISSING_ITEM);
    }

    /** Decided ones are closed, so that the next is another. */
    private String freshCase(World world) {
        return caseOf(world, CaseReason.WRONG_ITEM);
    }

    private String claim(World world) {
        return world.fresh(() -> {
            var id = java.util.UUID.fromString(caseOf(world, CaseReason.NOT_RECEIVED));
            cases.decide(
                    id,
                    new Decision(
                            Decision.Kind.CARRIER_CLAIM,
                            Decision.Payer.CARRIER,
                            Money.of(100, "USD"),
                            "being looked for"));
            return id.toString();
        });
    }

    private String caseOf(World world, CaseReason reason) {
        return world.fresh(() -> cases.open(new NewCase(
                        order(world),
                        couriers.parcelOf(order(world)).id(),
                        reason,
                        "wrong",
                        CaseView.OpenedBy.OPERATOR,
                        List.of(),
                        List.of()))
                .id()
                .toString());
    }
}
