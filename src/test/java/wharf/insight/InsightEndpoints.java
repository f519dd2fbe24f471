package wharf.insight;

import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.endpoints.Endpoint.put;
import static wharf.shared.Authority.OPERATIONS_MANAGE;
import static wharf.shared.Authority.ORDERS_READ;

import java.util.List;
import java.util.Map;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;

class InsightEndpoints implements EndpointFixtures {
    private final Rollups rollups;

    InsightEndpoints(Rollups rollups) {
        this.rollups = rollups;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/insight")
                        .needs(ORDERS_READ)
                        .query("merchant", InsightEndpoints::merchant)
                        .query("from", world -> "2026-03-01")
                        .query("to", world -> "2026-03-09")
                        .foreign(404),
                get("/api/v1/insight/{kpi}")
                        .needs(ORDERS_READ)
                        .path("kpi", world -> "perfect-order")
                        .query("merchant", InsightEndpoints::merchant)
                        .foreign(404),
                get("/api/v1/insight/{kpi}/orders")
                        .needs(ORDERS_READ)
                        .path("kpi", world -> "perfect-order")
                        .query("merchant", InsightEndpoints::merchant)
                        .query("bad", world -> "true")
                        .foreign(404),
                get("/api/v1/insight/rates").needs(OPERATIONS_MANAGE),
                put("/api/v1/insight/rates")
                        .needs(OPERATIONS_MANAGE)
                        .answers(204)
                        .json(world -> """
                        {"validFrom": "2000-01-01", "currency": "USD", "wageMinor": 2200, "paymentBasisPoints": 290,
                         "paymentFixedMinor": 30, "holdingPercent": 20}""")
                        .shared(),
                post("/api/v1/insight/rebuilds").needs(OPERATIONS_MANAGE).answers(202, 409),
                get("/insight")
                        .needs(ORDERS_READ)
                        .query("merchant", InsightEndpoints::merchant)
                        .query("days", world -> "7")
                        .foreign(404),
                get("/insight/{kpi}")
                        .needs(ORDERS_READ)
                        .path("kpi", world -> "cost-per-order")
                        .query("merchant", InsightEndpoints::merchant)
                        .foreign(404),
                get("/insight/{kpi}/days.csv")
                        .needs(ORDERS_READ)
                        .path("kpi", world -> "order-to-shipped")
                        .query("merchant", InsightEndpoints::merchant)
                        .foreign(404),
                get("/insight/{kpi}/orders")
                        .needs(ORDERS_READ)
                        .path("kpi", world -> "order-to-shipped")
                        .query("merchant", InsightEndpoints::merchant)
                        .foreign(404),
                get("/insight/{kpi}/orders.csv")
                        .needs(ORDERS_READ)
                        .path("kpi", world -> "order-to-shipped")
                        .query("merchant", InsightEndpoints::merchant)
                        .foreign(404),
                get("/insight/rates").needs(OPERATIONS_MANAGE),
                post("/insight/rates")
                        .needs(OPERATIONS_MANAGE)
                        .answers(302)
                        .form(world -> Map.of(
                                "validFrom", "2000-01-01",
                                "currency", "USD",
                                "wage", "22.00",
                                "paymentPercent", "2.90",
                                "paymentFixed", "0.30",
                                "holdingPercent", "20"))
                        .shared(),
                post("/insight/rebuilds")
                        .needs(OPERATIONS_MANAGE)
                        .answers(302)
                        .form(this::settled)
                        .shared());
    }

    private static String merchant(World world) {
        return world.merchant().toString();
    }

    /** No rebuild is under way when the next one is asked for. */
    private Map<String, String> settled(World world) {
        world.fresh(() -> Integer.toString(rollups.catchUp()));
        return Map.of();
    }
}
