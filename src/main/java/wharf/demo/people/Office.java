package wharf.demo.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The simulated manager: releases waves where the site does not do so by itself, and has stock brought before it runs out. */
final class Office {
    private static final int WAVE = 12;
    private static final int LOW = 6;
    private static final int BROUGHT = 60;
    private static final int MOST_BROUGHT = 5;

    private final Caller api;
    private final Consumer<String> tells;

    /** @param api with operations:manage, orders:read, stock:read, stock:write and catalog:read */
    Office(Caller api, Consumer<String> tells) {
        this.api = api;
        this.tells = tells;
    }

    /** A site as the list shows it. */
    record Site(String id, String code, boolean manual) {}

    boolean release(List<Site> sites) {
        int released = 0;
        for (var site : sites) {
            if (!site.manual()) continue;
            var answer = api.post("wave", "/api/v1/warehouses/" + site.id() + "/waves", Map.of("most", WAVE));
            int some = answer.ok() ? answer.body().path("fulfilments").asInt() : 0;
            if (some > 0) tells.accept("releases a wave of " + Worker.count(some, "order") + " at " + site.code());
            released += some;
        }
        return released > 0;
    }

    /** Brings more of what is nearly gone into the bin where it stands already. */
    boolean restock(String merchant) {
        int brought = 0;
        for (var level : api.all("look", "/api/v1/stock?limit=200&merchant=" + merchant)) {
            if (brought == MOST_BROUGHT) break;
            if (level.path("available").asInt() >= LOW || level.path("onHand").asInt() == 0) continue;
            if (level.path("backordered").asInt() > 0) continue;
            if (bring(merchant, level)) brought++;
        }
        if (brought > 0) tells.accept("has " + Worker.count(brought, "item") + " of " + merchant + " restocked");
        return brought > 0;
    }

    private boolean bring(String merchant, JsonNode level) {
        var place = bin(level.path("itemId").asString());
        if (place == null) return false;
        var receipt = new HashMap<String, Object>();
        receipt.put("merchant", merchant);
        receipt.put("warehouse", place.path("warehouse").asString());
        receipt.put("place", place.path("place").asString());
        receipt.put("sku", level.path("sku").asString());
        receipt.put("quantity", BROUGHT);
        receipt.put("requestId", UUID.randomUUID().toString());
        if (!place.path("lot").asString("").isEmpty()) {
            receipt.put("lot", place.path("lot").asString());
            if (place.hasNonNull("expiresOn"))
                receipt.put("expiresOn", place.path("expiresOn").asString());
        }
        return api.post("receive", "/api/v1/receipts", Map.of("receipts", List.of(receipt)))
                .ok();
    }

    private @Nullable JsonNode bin(String item) {
        var places = new ArrayList<JsonNode>();
        api.mustGet("look", "/api/v1/stock/" + item + "/places").path("places").forEach(places::add);
        return places.stream()
                .filter(place -> place.path("kind").asString().equals("BIN")
                        && place.path("condition").asString().equals("SELLABLE"))
                .findFirst()
                .orElse(null);
    }
}
