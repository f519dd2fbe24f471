package wharf.demo.people;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One person on the floor: does what the screen says, scan by scan. */
final class Worker {
    private static final int TRIES = 3;

    private final Caller api;
    private final String site;
    /** Codes of empty totes beside the carts. */
    private final Queue<String> emptyTotes;
    /** Codes of totes that wait at the pack stations. */
    private final Queue<String> fullTotes;

    private final Habits habits;
    private final Map<String, Integer> emptyGrams = new HashMap<>();

    Worker(Caller api, String site, Queue<String> emptyTotes, Queue<String> fullTotes, Habits habits) {
        this.api = api;
        this.site = site;
        this.emptyTotes = emptyTotes;
        this.fullTotes = fullTotes;
        this.habits = habits;
    }

    /** Picks one batch; false when none waits, or empty totes run out. */
    boolean pickBatch() {
        if (emptyTotes.size() < habits.fewTotes()) return false;
        var claimed = api.post("claim", "/api/v1/pick-batches/claims", Map.of("warehouse", site));
        if (claimed.status() == 204 || !claimed.ok()) return false;
        int tasks = claimed.body().path("tasks").asInt();
        habits.tells()
                .accept("walks with cart " + claimed.body().path("number").asString() + ": " + count(tasks, "pick"));
        var filled = new HashSet<String>();
        var batch = walk(claimed.body(), filled);
        for (var slot : batch.path("slots")) {
            if (!slot.hasNonNull("tote")) continue;
            var tote = slot.path("tote").asString();
            if (!filled.contains(tote)) emptyTotes.add(tote);
            // Whoever tidies up empties a tote whose order was cancelled; it is fetched again when it is free.
            else if (!slot.path("way").asString().equals("PUT_BACK")) fullTotes.add(tote);
        }
        return true;
    }

    private JsonNode walk(JsonNode first, Set<String> filled) {
        var batch = first;
        int refused = 0;
        while (refused < TRIES) {
            var action = batch.path("next").path("action").asString();
            if (action.equals("DONE")) return batch;
            var after = action.equals("TOTE") ? tote(batch) : pick(batch, filled);
            if (after == null) {
                refused++;
                batch = api.mustGet("look", "/api/v1/pick-batches/" + id(batch));
            } else {
                refused = 0;
                batch = after;
            }
        }
        api.call("give back", "DELETE", "/api/v1/pick-batches/" + id(batch) + "/claims", null);
        return batch;
    }

    private @Nullable JsonNode tote(JsonNode batch) {
        var tote = emptyTotes.poll();
        if (tote == null) throw new IllegalStateException("no empty tote is left at " + site);
        var answer = api.post("tote", "/api/v1/pick-batches/" + id(batch) + "/totes", Map.of("tote", tote));
        return answer.ok() ? answer.body() : null;
    }

    private @Nullable JsonNode pick(JsonNode batch, Set<String> filled) {
        var task = batch.path("next").path("task");
        if (habits.misses().getAsBoolean()) return miss(task);
        acknowledge("/api/v1/pick-batches/" + id(batch), task.path("instructions"));
        var answer = api.post(
                "pick",
                "/api/v1/pick-tasks/" + id(task) + "/picks",
                Map.of(
                        "scanId",
                        UUID.randomUUID(),
                        "bin",
                        task.path("binCode").asString(),
                        "item",
                        task.path("sku").asString(),
                        "quantity",
                        task.path("left").asInt(),
                        "tote",
                        task.path("tote").asString()));
        if (!answer.ok()) return null;
        filled.add(task.path("tote").asString());
        return answer.body().path("batch");
    }

    private @Nullable JsonNode miss(JsonNode task) {
        var answer = api.post(
                "short",
                "/api/v1/pick-tasks/" + id(task) + "/shorts",
                Map.of("scanId", UUID.randomUUID(), "quantity", 1, "reason", "MISSING"));
        if (!answer.ok()) return null;
        habits.tells()
                .accept("misses a " + task.path("name").asString() + " in bin "
                        + task.path("binCode").asString());
        return answer.body().path("batch");
    }

    /** Packs what is in one tote; false when none waits. */
    boolean packTote() {
        var tote = fullTotes.poll();
        if (tote == null) return false;
        if (packCode(tote)) emptyTotes.add(tote);
        return true;
    }

    /** Packs what a tote's code or a fulfilment's number stands for; false when that did not work out. */
    boolean packCode(String code) {
        var opened = api.post("open tote", "/api/v1/pack-sessions", Map.of("warehouse", site, "code", code));
        return opened.ok() && pack(opened.body());
    }

    private boolean pack(JsonNode opened) {
        var session = id(opened);
        acknowledge("/api/v1/pack-sessions/" + session, opened.path("instructions"));
        var view = opened;
        for (int refused = 0; refused < TRIES; ) {
            if (unitsToPack(view).isEmpty() && view.path("unitsInCarton").asInt() == 0) return true;
            if (!packParcel(session, view)) refused++;
            view = api.mustGet("look", "/api/v1/pack-sessions/" + session);
        }
        return false;
    }

    /** Reads what is to be read, and says so. */
    private void acknowledge(String where, JsonNode instructions) {
        for (var instruction : instructions) {
            if (!instruction.path("acknowledged").asBoolean()
                    && instruction.path("type").asString().equals("ACKNOWLEDGE"))
                api.post("acknowledge", where + "/acknowledgements", Map.of("instruction", id(instruction)));
        }
    }

    /** Scans what the screen suggests for the next carton (everything, if it suggests nothing) and closes it. */
    private boolean packParcel(String session, JsonNode view) {
        var suggestion = view.path("suggestion");
        boolean followed = suggestion.isObject();
        var left = unitsToPack(view);
        var wanted = followed ? suggested(suggestion) : left;
        var now = view;
        for (var entry : wanted.entrySet()) {
            int units = Math.min(entry.getValue(), left.getOrDefault(entry.getKey(), 0));
            if (units < entry.getValue()) followed = false;
            if (units == 0) continue;
            var scanned = scan(session, entry.getKey(), units);
            if (scanned == null) return false;
            now = scanned;
        }
        if (now.path("unitsInCarton").asInt() == 0) return false;
        var carton = suggestion.isObject() ? suggestion.path("carton").asString() : largest();
        int grams = followed
                ? suggestion.path("grossGrams").asInt()
                : now.path("expectedGramsInCarton").asInt() + grams(carton);
        var closed = api.post(
                "close parcel",
                "/api/v1/pack-sessions/" + session + "/parcels",
                Map.of("requestId", UUID.randomUUID().toString(), "carton", carton, "weightGrams", grams));
        if (closed.ok())
            habits.tells()
                    .accept("packs " + count(closed.body().path("units").asInt(), "unit") + " into carton " + carton);
        return closed.ok();
    }

    private @Nullable JsonNode scan(String session, String sku, int units) {
        var answer = api.post(
                "scan",
                "/api/v1/pack-sessions/" + session + "/scans",
                Map.of("requestId", UUID.randomUUID().toString(), "code", sku, "times", units));
        return answer.ok() ? answer.body().path("session") : null;
    }

    private static Map<String, Integer> unitsToPack(JsonNode view) {
        var units = new LinkedHashMap<String, Integer>();
        for (var line : view.path("lines"))
            if (line.path("toPack").asInt() > 0)
                units.merge(line.path("sku").asString(), line.path("toPack").asInt(), Integer::sum);
        return units;
    }

    private static Map<String, Integer> suggested(JsonNode suggestion) {
        var units = new LinkedHashMap<String, Integer>();
        for (var step : suggestion.path("steps"))
            units.merge(step.path("sku").asString(), step.path("units").asInt(), Integer::sum);
        return units;
    }

    private int grams(String carton) {
        cartons();
        return emptyGrams.getOrDefault(carton, 0);
    }

    private String largest() {
        cartons();
        return emptyGrams.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private void cartons() {
        if (!emptyGrams.isEmpty()) return;
        for (var carton : api.mustGet("look", "/api/v1/carton-types"))
            emptyGrams.put(
                    carton.path("code").asString(), carton.path("emptyGrams").asInt());
    }

    /** Does one put-back task as the list says. */
    void putBack(JsonNode task) {
        var bin = task.path("suggestedBin").asString("");
        if (bin.isEmpty()) throw new IllegalStateException("no bin is suggested for " + task);
        int left = task.path("quantity").asInt() - task.path("done").asInt();
        api.post(
                "put back",
                "/api/v1/put-backs/" + id(task) + "/scans",
                Map.of(
                        "scanId",
                        UUID.randomUUID(),
                        "container",
                        task.path("containerCode").asString(),
                        "item",
                        task.path("sku").asString(),
                        "quantity",
                        left,
                        "bin",
                        bin));
    }

    /** Scans a parcel's tracking number or SSCC at the door. */
    boolean scanOut(String code) {
        return api.post("scan out", "/api/v1/scan-outs", Map.of("warehouse", site, "code", code))
                .ok();
    }

    void tell(String what) {
        habits.tells().accept(what);
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String id(JsonNode node) {
        return node.path("id").asString();
    }
}
