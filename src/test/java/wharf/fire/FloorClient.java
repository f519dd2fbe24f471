package wharf.fire;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wharf.endpoints.Api;
import wharf.shared.WarehouseId;

/**
 * One worker with a device that talks to whichever node answers, scan by scan. It sends a scan that got no answer again under the same id,
 * as devices do.
 */
final class FloorClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CARTON = "BOX-L";

    private final Api api;
    private final WarehouseId site;
    private final Supplier<String> freshTote;
    private final Supplier<List<String>> filledTotes;
    private final int cartonGrams;

    /** @param cartonGrams what an empty carton weighs */
    FloorClient(
            Api api,
            WarehouseId site,
            Supplier<String> freshTote,
            Supplier<List<String>> filledTotes,
            int cartonGrams) {
        this.api = api;
        this.site = site;
        this.freshTote = freshTote;
        this.filledTotes = filledTotes;
        this.cartonGrams = cartonGrams;
    }

    /** Does whatever can be done now. */
    void work() {
        pick();
        pack();
        scanOut();
    }

    private void pick() {
        for (var batch = claim(); !batch.isMissingNode(); batch = claim()) walk(batch);
    }

    private JsonNode claim() {
        return post("/api/v1/pick-batches/claims", Map.of("warehouse", site));
    }

    private void walk(JsonNode claimed) {
        var path = "/api/v1/pick-batches/" + claimed.path("id").asString();
        var next = claimed.path("next");
        while (!next.path("action").asString().equals("DONE")) {
            next = next.path("action").asString().equals("TOTE")
                    ? post(path + "/totes", Map.of("tote", freshTote.get())).path("next")
                    : pick(next.path("task")).path("batch").path("next");
        }
    }

    private JsonNode pick(JsonNode task) {
        var id = task.path("id").asString();
        var scan = UUID.nameUUIDFromBytes(
                (id + task.path("picked").asInt()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return post(
                "/api/v1/pick-tasks/" + id + "/picks",
                Map.of(
                        "scanId", scan,
                        "bin", task.path("binCode").asString(),
                        "item", task.path("sku").asString(),
                        "quantity", task.path("left").asInt(),
                        "tote", task.path("tote").asString()));
    }

    private void pack() {
        for (var session : get("/api/v1/pack-sessions?warehouse=" + site)) pack(session);
        for (var tote : filledTotes.get()) pack(post("/api/v1/pack-sessions", Map.of("warehouse", site, "code", tote)));
    }

    private void pack(JsonNode opened) {
        var path = "/api/v1/pack-sessions/" + opened.path("id").asString();
        for (var line : opened.path("lines")) {
            int left = line.path("toPack").asInt();
            if (left == 0) continue;
            var sku = line.path("sku").asString();
            var request = line.path("fulfilment").asString() + sku + left;
            post(path + "/scans", Map.of("requestId", request, "code", sku, "times", left));
        }
        var now = get(path);
        if (now.path("unitsInCarton").asInt() == 0) return;
        post(
                path + "/parcels",
                Map.of(
                        "requestId",
                        "parcel" + now.path("parcels").size(),
                        "carton",
                        CARTON,
                        "weightGrams",
                        now.path("expectedGramsInCarton").asInt() + cartonGrams,
                        "overrideReason",
                        "simulated scale"));
    }

    private void scanOut() {
        for (var parcel : get("/api/v1/parcels?state=LABELLED&limit=200").path("items")) {
            var tracking = parcel.path("label").path("tracking").asString();
            post("/api/v1/scan-outs", Map.of("warehouse", site, "code", tracking));
        }
    }

    private JsonNode get(String path) {
        return body(api.get(path));
    }

    private JsonNode post(String path, Map<String, ?> body) {
        return body(api.send("POST", path, JSON.writeValueAsString(body)));
    }

    private static JsonNode body(java.net.http.HttpResponse<String> answer) {
        if (answer.statusCode() >= 300)
            throw new AssertionError(answer.request().uri() + " " + answer.statusCode() + " " + answer.body());
        return answer.body().isEmpty()
                ? tools.jackson.databind.node.MissingNode.getInstance()
                : JSON.readTree(answer.body());
    }
}
