package wharf.restock;

import static wharf.endpoints.Endpoint.delete;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.endpoints.Endpoint.put;
import static wharf.shared.Authority.CATALOG_WRITE;
import static wharf.shared.Authority.STOCK_READ;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.platform.BusinessClock;
import wharf.shared.Ids;
import wharf.testing.Scenery;

class RestockEndpoints implements EndpointFixtures {
    private final Scenery scenery;
    private final Suppliers suppliers;
    private final PurchaseOrders orders;
    private final PlanRestock plan;
    private final JdbcClient jdbc;
    private final BusinessClock clock;

    RestockEndpoints(
            Scenery scenery,
            Suppliers suppliers,
            PurchaseOrders orders,
            PlanRestock plan,
            JdbcClient jdbc,
            BusinessClock clock) {
        this.scenery = scenery;
        this.suppliers = suppliers;
        this.orders = orders;
        this.plan = plan;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/restock")
                        .needs(STOCK_READ)
                        .query("merchant", RestockEndpoints::merchant)
                        .foreign(404),
                get("/api/v1/restock/items/{item}")
                        .needs(STOCK_READ)
                        .path("item", this::item)
                        .foreign(404),
                get("/api/v1/restock/policy")
                        .needs(STOCK_READ)
                        .query("merchant", RestockEndpoints::merchant)
                        .foreign(404),
                put("/api/v1/restock/policy")
                        .needs(CATALOG_WRITE)
                        .answers(204)
                        .foreign(404)
                        .json(world -> """
                        {"merchant": "%s", "policy": {"serviceLevel": 0.9, "reviewDays": 7, "defaultLeadDays": 14, "overstockDays": 180,
                         "orderCostMinor": 0, "holdingPercent": 20, "notifyEmail": "buyer@example.org"}}""".formatted(world.merchant())),
                get("/api/v1/restock/suppliers")
                        .needs(STOCK_READ)
                        .query("merchant", RestockEndpoints::merchant)
                        .foreign(404),
                put("/api/v1/restock/suppliers")
                        .needs(CATALOG_WRITE)
                        .answers(204)
                        .foreign(404)
                        .json(world -> {
                            item(world);
                            return """
                        {"merchant": "%s", "suppliers": [{"name": "Porto", "email": "orders@example.org", "leadDays": 10,
                         "leadDaysDeviation": 2, "minimumOrderMinor": 5000, "currency": "USD"}],
                         "items": [{"sku": "RESTOCKED", "supplier": "Porto", "supplierSku": "P-1", "packSize": 6, "minimumQuantity": 6,
                         "unitCostMinor": 325, "leadDays": 12}]}""".formatted(world.merchant());
                        }),
                post("/api/v1/purchase-orders")
                        .needs(CATALOG_WRITE)
                        .answers(201)
                        .foreign(404)
                        .json(world -> {
                            item(world);
                            return """
                        {"merchant": "%s", "warehouse": "%s", "expectedOn": "2026-12-24", "requestId": "%s",
                         "lines": [{"sku": "RESTOCKED", "quantity": 12}]}""".formatted(world.merchant(), site(world), Ids.next());
                        }),
                get("/api/v1/purchase-orders")
                        .needs(STOCK_READ)
                        .query("merchant", RestockEndpoints::merchant)
                        .query("state", world -> "PLACED")
                        .foreign(404),
                get("/api/v1/purchase-orders/{id}")
                        .needs(STOCK_READ)
                        .path("id", this::order)
                        .foreign(404),
                post("/api/v1/purchase-orders/{id}/receipts")
                        .needs(CATALOG_WRITE)
                        .path("id", this::order)
                        .json(world -> "{\"lines\": [{\"line\": 1, \"quantity\": 3}]}")
                        .foreign(404),
                delete("/api/v1/purchase-orders/{id}")
                        .needs(CATALOG_WRITE)
                        .path("id", this::order)
                        .answers(204)
                        .foreign(404),
                get("/restock")
                        .needs(STOCK_READ)
                        .query("merchant", RestockEndpoints::merchant)
                        .query("view", world -> "ALL")
                        .foreign(404),
                get("/restock.csv")
                        .needs(STOCK_READ)
                        .query("merchant", RestockEndpoints::merchant)
                        .foreign(404),
                get("/restock/items/{item}")
                        .needs(STOCK_READ)
                        .path("item", this::item)
                        .foreign(404),
                get("/restock/items/{item}/forecast.csv")
                        .needs(STOCK_READ)
                        .path("item", this::item)
                        .foreign(404),
                post("/restock/items/{item}/orders")
                        .needs(CATALOG_WRITE)
                        .path("item", this::item)
                        .answers(302)
                        .foreign(404)
                        .form(world -> Map.of(
                                "quantity",
                                "12",
                                "warehouse",
                                site(world),
                                "expectedOn",
                                "2026-12-24",
                                "requestId",
                                Ids.next().toString())),
                get("/restock/suppliers")
                        .needs(STOCK_READ)
                        .query("merchant", RestockEndpoints::merchant)
                        .foreign(404),
                post("/restock/suppliers/imports")
                        .needs(CATALOG_WRITE)
                        .answers(302)
                        .foreign(404)
                        .form(world -> Map.of("merchant", merchant(world), "csv", "supplier,lead_days\nPorto,10\n")),
                get("/restock/orders")
                        .needs(STOCK_READ)
                        .query("merchant", RestockEndpoints::merchant)
                        .foreign(404),
                post("/restock/orders/{id}/receipts")
                        .needs(CATALOG_WRITE)
                        .path("id", this::order)
                        .answers(302)
                        .foreign(404),
                post("/restock/orders/{id}/cancellation")
                        .needs(CATALOG_WRITE)
                        .path("id", this::order)
                        .answers(302)
                        .foreign(404),
                get("/restock/policy")
                        .needs(STOCK_READ)
                        .query("merchant", RestockEndpoints::merchant)
                        .foreign(404),
                post("/restock/policy")
                        .needs(CATALOG_WRITE)
                        .answers(302)
                        .foreign(404)
                        .form(world -> Map.of(
                                "merchant", merchant(world),
                                "servicePercent", "95",
                                "reviewDays", "7",
                                "defaultLeadDays", "14",
                                "overstockDays", "180",
                                "orderCost", "0.00",
                                "holdingPercent", "20",
                                "notifyEmail", "")));
    }

    private static String merchant(World world) {
        return world.merchant().toString();
    }

    private String site(World world) {
        return world.once("restock-site", () -> scenery.site(false).toString());
    }

    /** An item with a supplier and a month of demand, planned. */
    private String item(World world) {
        return world.once("restocked", () -> {
            var item = scenery.item(world.merchant(), "RESTOCKED");
            suppliers.put(
                    world.merchant(),
                    List.of(new SupplierTerms("Porto", null, 10, 0, null, null)),
                    List.of(new ItemTerms("RESTOCKED", "Porto", null, 6, 6, 325L, null)));
            scenery.inTransaction(() -> jdbc.sql("""
                    insert into demand_day (merchant_id, item_id, day, quantity)
                    select :merchant, :item, cast(:today as date) - n, 3
                    from generate_series(1, 30) n
                    """)
                    .param("merchant", world.merchant().value())
                    .param("item", item.value())
                    .param("today", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                    .update());
            plan.run(List.of(world.merchant().value()));
            return item.toString();
        });
    }

    private String order(World world) {
        item(world);
        return world.fresh(() -> orders.place(
                        world.merchant(), null, null, List.of(new PurchaseOrders.Wanted("RESTOCKED", 12)), Ids.next())
                .id()
                .toString());
    }
}
