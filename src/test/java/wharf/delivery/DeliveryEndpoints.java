package wharf.delivery;

import static wharf.endpoints.Endpoint.get;
import static wharf.shared.Authority.ORDERS_READ;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.order.NewOrder;
import wharf.platform.BusinessClock;
import wharf.platform.SignedLinks;
import wharf.shared.OrderId;
import wharf.testing.Couriers;
import wharf.testing.Scenery;

class DeliveryEndpoints implements EndpointFixtures {
    private final Scenery scenery;
    private final Couriers couriers;
    private final SignedLinks links;
    private final BusinessClock clock;
    private final JdbcClient jdbc;

    DeliveryEndpoints(Scenery scenery, Couriers couriers, SignedLinks links, BusinessClock clock, JdbcClient jdbc) {
        this.scenery = scenery;
        this.couriers = couriers;
        this.links = links;
        this.clock = clock;
        this.jdbc = jdbc;
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
}
