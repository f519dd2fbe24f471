package wharf.packing;

import static wharf.endpoints.Endpoint.delete;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.endpoints.Endpoint.put;
import static wharf.shared.Authority.FLOOR_WORK;
import static wharf.shared.Authority.OPERATIONS_MANAGE;
import static wharf.shared.Authority.ORDERS_READ;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;

/** Sessions themselves need a fulfilment; here they are unknown ones, which everybody allowed is told alike. */
class PackingEndpoints implements EndpointFixtures {
    private static final String CSV = """
            code,name,kind,innerLengthMm,innerWidthMm,innerHeightMm,outerLengthMm,outerWidthMm,outerHeightMm,emptyGrams,maxGrams,costMinor,currency
            %s,From a file,BOX,100,90,80,104,94,84,50,5000,30,USD
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    PackingEndpoints(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/api/v1/carton-types").needs(FLOOR_WORK),
                get("/api/v1/carton-types/{code}")
                        .needs(FLOOR_WORK)
                        .path("code", world -> "BOX-S")
                        .shared(),
                post("/api/v1/carton-types")
                        .needs(OPERATIONS_MANAGE)
                        .json(PackingEndpoints::carton)
                        .shared(),
                post("/api/v1/carton-types/import")
                        .needs(OPERATIONS_MANAGE)
                        .json(world -> CSV.formatted(code(world)))
                        .shared(),
                delete("/api/v1/carton-types/{code}")
                        .needs(OPERATIONS_MANAGE)
                        .path("code", world -> "NO-SUCH-CARTON")
                        .answers(404)
                        .shared(),
                get("/api/v1/packing-materials/{warehouse}")
                        .needs(FLOOR_WORK)
                        .path("warehouse", this::warehouse)
                        .shared(),
                put("/api/v1/packing-materials/{warehouse}/{material}")
                        .needs(OPERATIONS_MANAGE)
                        .path("warehouse", this::warehouse)
                        .path("material", world -> "WRAP")
                        .json(world -> "{\"onHand\": 500}")
                        .shared(),
                get("/api/v1/slip-settings").needs(OPERATIONS_MANAGE).shared(),
                put("/api/v1/slip-settings")
                        .needs(OPERATIONS_MANAGE)
                        .json(world -> "{\"merchant\": \"%s\", \"warehouse\": \"%s\", \"prints\": false}"
                                .formatted(world.merchant(), warehouse(world)))
                        .answers(204)
                        .shared(),
                get("/packing-slips").needs(OPERATIONS_MANAGE).shared(),
                post("/packing-slips")
                        .needs(OPERATIONS_MANAGE)
                        .form(world -> Map.of(
                                "merchant", world.merchant().toString(), "site", warehouse(world), "prints", "true"))
                        .answers(302)
                        .shared(),
                unknown(get("/api/v1/pack-plans/{fulfilment}"), "fulfilment").needs(ORDERS_READ),
                unknown(get("/api/v1/packing-slips/{parcel}"), "parcel").needs(ORDERS_READ),
                get("/api/v1/pack-sessions")
                        .needs(FLOOR_WORK)
                        .query("warehouse", this::warehouse)
                        .shared(),
                session(get("/api/v1/pack-sessions/{session}")),
                session(delete("/api/v1/pack-sessions/{session}")),
                session(post("/api/v1/pack-sessions/{session}/scans")).json(world -> """
                        {"requestId": "r1", "code": "X"}"""),
                session(delete("/api/v1/pack-sessions/{session}/scans/{requestId}"))
                        .path("requestId", world -> "r1"),
                session(post("/api/v1/pack-sessions/{session}/shorts")).json(world -> """
                        {"requestId": "r1", "code": "X", "quantity": 1, "loss": "MISSING"}"""),
                session(post("/api/v1/pack-sessions/{session}/acknowledgements"))
                        .json(world -> """
                        {"instruction": "%s"}""".formatted(UUID.randomUUID())),
                session(post("/api/v1/pack-sessions/{session}/parcels")).json(world -> """
                        {"requestId": "r1", "carton": "BOX-S", "weightGrams": 100}"""),
                get("/floor/pack").needs(FLOOR_WORK),
                session(get("/floor/pack/{session}")),
                session(post("/floor/pack/{session}/scans")).form(world -> Map.of("requestId", "r1", "code", "X")),
                session(post("/floor/pack/{session}/parcels"))
                        .form(world -> Map.of("requestId", "r1", "carton", "BOX-S", "weightGrams", "100")),
                session(post("/floor/pack/{session}/weight")).form(world -> Map.of("carton", "BOX-S")),
                session(post("/floor/pack/{session}/undo")).form(world -> Map.of("scan", "r1")),
                session(post("/floor/pack/{session}/shorts"))
                        .form(world -> Map.of("requestId", "r1", "code", "X", "loss", "MISSING")),
                session(post("/floor/pack/{session}/acknowledgements"))
                        .form(world -> Map.of("instruction", UUID.randomUUID().toString())),
                emptyTote(post("/api/v1/pack-sessions").answers(409))
                        .json(world -> """
                        {"warehouse": "%s", "code": "%s"}""".formatted(warehouse(world), tote(world))),
                emptyTote(post("/floor/pack").answers(200))
                        .form(world -> Map.of("site", warehouse(world), "code", tote(world))));
    }

    private static Endpoint session(Endpoint endpoint) {
        return unknown(endpoint, "session").needs(FLOOR_WORK);
    }

    private static Endpoint unknown(Endpoint endpoint, String variable) {
        return endpoint.path(variable, world -> UUID.randomUUID().toString())
                .answers(404)
                .shared();
    }

    private static Endpoint emptyTote(Endpoint endpoint) {
        return endpoint.needs(FLOOR_WORK).shared();
    }

    private static String carton(World world) {
        return """
                {"cartonTypes": [{"code": "%s", "name": "Test", "kind": "BOX", "innerLengthMm": 100, "innerWidthMm": 90, "innerHeightMm": 80,
                 "outerLengthMm": 104, "outerWidthMm": 94, "outerHeightMm": 84, "emptyGrams": 50, "maxGrams": 5000, "costMinor": 30,
                 "currency": "USD"}]}""".formatted(code(world));
    }

    private static String code(World world) {
        return world.unique().toUpperCase(Locale.ROOT);
    }

    private String warehouse(World world) {
        return world.once("packing warehouse", () -> {
            var id = UUID.randomUUID();
            transaction.executeWithoutResult(status -> jdbc.sql("""
                            insert into warehouse (id, code, name, line1, city, region, postcode, country, latitude, longitude, time_zone, created_at)
                            values (:id, :code, 'Packing', '1 Dock Rd', 'Fort Myers', 'FL', '33901', 'US', 26.6, -81.8, 'America/New_York', now())
                            """)
                    .param("id", id)
                    .param("code", "P" + code(world).substring(0, 8))
                    .update());
            return id.toString();
        });
    }

    private String tote(World world) {
        var site = UUID.fromString(warehouse(world));
        return world.once("packing tote", () -> {
            var code = "T-" + code(world);
            transaction.executeWithoutResult(status -> jdbc.sql(
                            "insert into place (id, warehouse_id, kind, code, pickable) values (:id, :site, 'TOTE', :code, false)")
                    .param("id", UUID.randomUUID())
                    .param("site", site)
                    .param("code", code)
                    .update());
            return code;
        });
    }
}
