package wharf.history;

import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.ORDERS_WRITE;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.platform.BusinessClock;
import wharf.testing.Scenery;

class HistoryEndpoints implements EndpointFixtures {
    private final Scenery scenery;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final BusinessClock clock;

    HistoryEndpoints(Scenery scenery, JdbcClient jdbc, JsonMapper json, BusinessClock clock) {
        this.scenery = scenery;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(post("/api/v1/history/orders")
                .needs(ORDERS_WRITE)
                .json(world -> "{\"orders\": [" + json.writeValueAsString(order(world)) + "]}")
                .answers(201)
                .foreign(422));
    }

    private HistoricOrder order(World world) {
        var sku = world.once("past-sku", () -> {
            var fresh = Scenery.unique("SKU");
            scenery.item(world.merchant(), fresh);
            return fresh;
        });
        var site = world.once("past-site", () -> {
            var id = scenery.site(false);
            return jdbc.sql("select code from warehouse where id = :id")
                    .param("id", id.value())
                    .query(String.class)
                    .single();
        });
        var placed = clock.instant().minus(Duration.ofDays(40)).truncatedTo(ChronoUnit.SECONDS);
        var whole = PastScenery.whole(world.merchant(), site, placed, sku, 1);
        return new HistoricOrder(
                whole.order(),
                whole.acceptedAt(),
                whole.shipments(),
                List.of(PastScenery.back(placed, 500)),
                List.of(PastScenery.broken(placed, 100)));
    }
}
