package wharf.demo.people;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import wharf.geography.Address;

/** Simulated shoppers: in the merchants' own shops, and on marketplaces whose orders come in by API. Some have troubles, as shoppers do. */
final class Shopper {
    private static final int MOST_LINES = 3;
    private static final int PLENTY = 8;
    private static final int GOODS_KNOWN_FOR = 40;
    /** Of so many orders one goes to another country. */
    private static final int ABROAD = 8;

    private static final List<String> MARKETS = List.of("amazon", "shopify", "ebay");

    private final Caller api;
    private final HostedCheckout checkout;
    private final List<String> merchants;
    private final Map<String, String> shops;
    private final List<Address> homes;
    private final Random chance;
    private final Consumer<String> tells;
    private final Map<String, List<JsonNode>> goods = new HashMap<>();
    private int served;

    /**
     * @param api with orders:read, orders:write, catalog:read and stock:read
     * @param shops names by the codes of merchants
     */
    Shopper(
            Caller api,
            HostedCheckout checkout,
            Map<String, String> shops,
            List<Address> homes,
            Random chance,
            Consumer<String> tells) {
        this.api = api;
        this.checkout = checkout;
        this.merchants = List.copyOf(shops.keySet());
        this.shops = shops;
        this.homes = homes;
        this.chance = chance;
        this.tells = tells;
    }

    /** Somebody orders something. */
    void order() {
        if (served++ % GOODS_KNOWN_FOR == 0) goods.clear();
        var merchant = merchants.get(chance.nextInt(merchants.size()));
        var wanted = choose(merchant);
        if (wanted.isEmpty()) return;
        var home = home();
        boolean shop = chance.nextInt(5) < 3;
        if (shop) buy(merchant, wanted, home);
        else orderElsewhere(merchant, wanted, home);
    }

    /** Most shoppers live in the country of the shops. */
    private Address home() {
        boolean abroad = chance.nextInt(ABROAD) == 0;
        var there = homes.stream()
                .filter(home -> home.country().equals("US") != abroad)
                .toList();
        return (there.isEmpty() ? homes : there).get(chance.nextInt(there.isEmpty() ? homes.size() : there.size()));
    }

    private List<JsonNode> choose(String merchant) {
        var there = new ArrayList<>(goods.computeIfAbsent(
                merchant,
                code -> api.mustGet("look", "/api/v1/stock?limit=200&merchant=" + code)
                        .path("items")
                        .valueStream()
                        .filter(level -> level.path("available").asInt() >= PLENTY)
                        .toList()));
        Collections.shuffle(there, chance);
        return there.subList(0, Math.min(there.size(), 1 + chance.nextInt(MOST_LINES)));
    }

    private void buy(String merchant, List<JsonNode> wanted, Address home) {
        var items = wanted.stream()
                .map(level -> Map.of("sku", level.path("sku").asString(), "quantity", 1 + chance.nextInt(2)))
                .toList();
        var cart = api.post("fill cart", "/api/v1/carts", Map.of("merchant", merchant, "items", items));
        if (!cart.ok()) return;
        if (chance.nextInt(8) == 0) {
            tells.accept("leaves a cart at " + shops.get(merchant));
            return;
        }
        boolean unlucky = chance.nextInt(12) == 0;
        var path = URI.create(cart.body().path("checkoutUrl").asString()).getPath();
        var end = checkout.buy(
                path, home, unlucky ? List.of("tok_decline", "tok_ok") : List.of("tok_ok"), chance.nextInt(5) == 0);
        tells.accept(
                switch (end) {
                    case ORDERED -> "buys " + Worker.count(items.size(), "item") + " at " + shops.get(merchant);
                    case DECLINED_FIRST ->
                        "buys at " + shops.get(merchant) + " with a second card; the first was declined";
                    case GAVE_UP -> "gives up at the checkout of " + shops.get(merchant);
                });
    }

    private void orderElsewhere(String merchant, List<JsonNode> wanted, Address home) {
        var market = MARKETS.get(chance.nextInt(MARKETS.size()));
        var lines = new ArrayList<Map<String, Object>>();
        for (var level : wanted) {
            lines.add(Map.of(
                    "sku", level.path("sku").asString(),
                    "quantity", 1 + chance.nextInt(2),
                    "unitPriceMinor", 900 + 100L * chance.nextInt(40)));
        }
        var order = new HashMap<String, Object>();
        order.put("merchant", merchant);
        order.put("channel", market);
        order.put("externalId", "SIM-" + UUID.randomUUID().toString().substring(0, 13));
        order.put("currency", "USD");
        order.put("lines", lines);
        order.put("shipTo", address(home));
        order.put("email", String.valueOf(home.email()));
        order.put("shortage", "BACKORDER");
        if (!home.country().equals("US")) order.put("service", "INTERNATIONAL");
        var taken = api.post("order", "/api/v1/orders", Map.of("orders", List.of(order)));
        if (!taken.ok()) return;
        tells.accept("orders " + Worker.count(lines.size(), "item") + " of " + shops.get(merchant) + " on " + market);
        if (chance.nextInt(25) == 0)
            changeMind(taken.body().path("results").path(0).path("id").asString());
    }

    private void changeMind(String order) {
        if (api.post(
                        "cancel",
                        "/api/v1/orders/" + order + "/cancellations",
                        Map.of("reason", "The shopper changed their mind."))
                .ok()) tells.accept("changes their mind and cancels");
    }

    private static Map<String, String> address(Address to) {
        var address = new HashMap<String, String>();
        address.put("name", String.valueOf(to.name()));
        address.put("line1", String.valueOf(to.line1()));
        address.put("city", String.valueOf(to.city()));
        if (to.region() != null) address.put("region", to.region());
        if (to.postcode() != null) address.put("postcode", to.postcode());
        address.put("country", to.country());
        if (to.phone() != null) address.put("phone", to.phone());
        return address;
    }

    /** Somebody sends a thing back that has arrived. @return whether there was one */
    boolean sendBack(Set<UUID> leftAlone) {
        var arrived = api.mustGet("look", "/api/v1/orders?state=DELIVERED&limit=20")
                .path("items")
                .valueStream()
                .filter(order ->
                        !leftAlone.contains(UUID.fromString(order.path("id").asString())))
                .toList();
        if (arrived.isEmpty()) return false;
        var order = arrived.get(chance.nextInt(arrived.size())).path("id").asString();
        var may = api.get("look", "/api/v1/orders/" + order + "/returnable");
        if (!may.ok() || !may.body().path("open").asBoolean()) return false;
        for (var line : may.body().path("lines")) {
            if (line.path("left").asInt() == 0 || line.path("finalSale").asBoolean()) continue;
            return sendBack(order, line.path("line").asInt(), line.path("title").asString());
        }
        return false;
    }

    private boolean sendBack(String order, int line, String title) {
        var wanted = Map.of(
                "order", order,
                "requestId", UUID.randomUUID().toString(),
                "lines",
                        List.of(Map.of("line", line, "quantity", 1, "reason", "CHANGED_MIND", "resolution", "REFUND")));
        var asked = api.post("return", "/api/v1/returns", wanted);
        if (!asked.ok()) return false;
        tells.accept("sends back: " + title);
        var id = asked.body().path("id").asString();
        api.call("hand over", "POST", "/api/v1/returns/" + id + "/hand-overs", null);
        return true;
    }
}
