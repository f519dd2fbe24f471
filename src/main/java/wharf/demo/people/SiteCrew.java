package wharf.demo.people;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/** The simulated staff of one site: what each of them does next. Keeps nothing that a look at the API could not tell again after a restart. */
final class SiteCrew {
    private static final int FEW_TOTES = 24;

    private final String site;
    private final String code;
    private final Caller dock;
    private final Worker docker;
    private final LeaveAlone kept;
    private final Queue<String> emptyTotes = new ConcurrentLinkedQueue<>();
    private final Queue<String> fullTotes = new ConcurrentLinkedQueue<>();
    private final Rounds inFulfilment = new Rounds("/api/v1/orders?state=IN_FULFILMENT&limit=20");
    private final Rounds labelled = new Rounds("/api/v1/parcels?state=LABELLED&limit=50");
    private final Rounds comingBack = new Rounds("/api/v1/returns?state=IN_TRANSIT&limit=5");

    /** @param dock who works at the door: floor:work, shipping:work, stock:read, orders:read */
    SiteCrew(String site, String code, Caller dock, Habits habits, LeaveAlone kept) {
        this.site = site;
        this.code = code;
        this.dock = dock;
        this.kept = kept;
        this.docker = new Worker(dock, site, emptyTotes, fullTotes, habits);
    }

    /** A list that may be long: each look goes on behind the last, and begins anew at its end. What has to stay in it hides nothing. */
    private final class Rounds {
        private final String path;
        private String onward = "";

        private Rounds(String path) {
            this.path = path;
        }

        private JsonNode look() {
            var page = dock.mustGet("look", path + onward);
            onward = page.hasNonNull("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
            return page.path("items");
        }
    }

    String code() {
        return code;
    }

    Worker worker(Caller api, Habits habits) {
        return new Worker(api, site, emptyTotes, fullTotes, new Habits(FEW_TOTES, habits.misses(), habits.tells()));
    }

    /** Picks a cart; looks for empty totes when they run out. */
    boolean pick(Worker picker) {
        if (emptyTotes.size() < FEW_TOTES) fetchTotes();
        return picker.pickBatch();
    }

    private synchronized void fetchTotes() {
        if (emptyTotes.size() >= FEW_TOTES) return;
        var known = new HashSet<>(emptyTotes);
        known.addAll(fullTotes);
        for (var tote : dock.mustGet("look", "/api/v1/warehouses/" + site + "/totes?free=true"))
            if (known.add(tote.path("code").asString()))
                emptyTotes.add(tote.path("code").asString());
    }

    boolean pack(Worker packer) {
        return packer.packTote();
    }

    /** What stands picked and in nobody's way, such as what was left when the simulation stopped. @return whether any was packed */
    boolean packLeftovers(Worker packer) {
        if (!fullTotes.isEmpty()) return false;
        var left = kept.orders();
        boolean packed = false;
        for (var order : inFulfilment.look()) {
            var id = order.path("id").asString();
            if (left.contains(UUID.fromString(id))) continue;
            for (var fulfilment : dock.mustGet("look", "/api/v1/orders/" + id + "/fulfilments"))
                if (isHere(fulfilment, "site")
                        && fulfilment.path("state").asString().equals("PICKED"))
                    packed |= packer.packCode(fulfilment.path("number").asString());
        }
        return packed;
    }

    private boolean isHere(JsonNode thing, String field) {
        return thing.path(field).asString().equals(site);
    }

    /** Scans out what stands labelled at the door. */
    boolean shipOut() {
        var left = kept.orders();
        int gone = 0;
        for (var parcel : labelled.look()) {
            var number = parcel.path("label").path("tracking").asString("");
            if (!isHere(parcel, "site") || number.isEmpty() || isKept(parcel, left)) continue;
            if (docker.scanOut(number)) gone++;
        }
        if (gone > 0) docker.tell("scans " + Worker.count(gone, "parcel") + " out of the door");
        return gone > 0;
    }

    private static boolean isKept(JsonNode parcel, Set<UUID> left) {
        return parcel.path("lines")
                .valueStream()
                .anyMatch(
                        line -> left.contains(UUID.fromString(line.path("order").asString())));
    }

    /** Puts away, counts, and takes in what came back. */
    boolean tidyUp() {
        boolean done = false;
        for (var task : dock.mustGet("look", "/api/v1/put-backs?limit=5&warehouse=" + site)) {
            if (task.path("suggestedBin").asString("").isEmpty()) continue;
            docker.putBack(task);
            done = true;
        }
        for (var task : dock.mustGet("look", "/api/v1/count-tasks?limit=5&warehouse=" + site)) done |= count(task);
        for (var back : comingBack.look()) done |= takeIn(back.path("id").asString());
        for (var task : dock.mustGet("look", "/api/v1/warehouses/" + site + "/return-put-aways")) {
            var bin = task.path("suggestedBin").asString("");
            if (bin.isEmpty()) continue;
            done |= dock.post(
                            "put away",
                            "/api/v1/warehouses/" + site + "/return-put-aways/"
                                    + task.path("id").asString(),
                            Map.of("bin", bin))
                    .ok();
        }
        return done;
    }

    /** The unit had only fallen behind the others: it is all there. */
    private boolean count(JsonNode task) {
        boolean counted = dock.post(
                        "count",
                        "/api/v1/count-tasks/" + task.path("id").asString() + "/counts",
                        Map.of("counted", task.path("expected").asInt()))
                .ok();
        if (counted) docker.tell("counts bin " + task.path("bin").asString() + ": all there");
        return counted;
    }

    private boolean takeIn(String id) {
        var back = dock.get("look", "/api/v1/returns/" + id);
        if (!back.ok() || !isHere(back.body(), "site")) return false;
        if (kept.orders().contains(UUID.fromString(back.body().path("order").asString()))) return false;
        for (var line : back.body().path("lines")) {
            int units = line.path("inTransit").asInt();
            if (units == 0) continue;
            var scanned = Map.of(
                    "id",
                    UUID.randomUUID().toString(),
                    "site",
                    site,
                    "line",
                    line.path("line").asInt(),
                    "quantity",
                    units);
            if (!dock.post("count return", "/api/v1/returns/" + id + "/counts", scanned)
                    .ok()) return false;
            var judged = new HashMap<String, Object>(scanned);
            judged.put("id", UUID.randomUUID().toString());
            judged.put("grade", "A");
            dock.post("grade", "/api/v1/returns/" + id + "/grades", judged);
        }
        docker.tell(
                "takes in a return of " + back.body().path("orderExternalId").asString());
        return true;
    }

    static List<String> scopes() {
        return List.of("floor:work", "shipping:work", "stock:read", "catalog:read", "orders:read");
    }
}
