package wharf.demo.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Who sets a site up and orders stock for it, over the API. The token needs operations:manage, stock:read and stock:write. */
public final class Supervisor {
    private static final int BATCH = 500;

    private final Caller api;

    public Supervisor(Caller api) {
        this.api = api;
    }

    /** A site with its bins. @param bins codes, in walking order */
    public record Yard(String id, String code, List<String> bins) {}

    /** A city to open a site in. */
    public record City(
            String name,
            String region,
            String postcode,
            String country,
            double latitude,
            double longitude,
            String zone) {
        public static final City SAO_PAULO =
                new City("São Paulo", "SP", "01310-100", "BR", -23.55, -46.63, "America/Sao_Paulo");
        public static final City RECIFE = new City("Recife", "PE", "50030-230", "BR", -8.05, -34.9, "America/Recife");
        public static final City FORT_MYERS =
                new City("Fort Myers", "FL", "33901", "US", 26.64, -81.87, "America/New_York");
        public static final City PHOENIX = new City("Phoenix", "AZ", "85001", "US", 33.45, -112.07, "America/Phoenix");
    }

    /** Opens a site of so many aisles with 120 bins each, and takes totes into use. */
    public Yard open(String code, City city, int aisles, int totes) {
        var body = new HashMap<String, Object>();
        body.put("code", code);
        body.put("name", "Site " + code);
        body.put("line1", "1 Dock Road");
        body.put("city", city.name());
        body.put("region", city.region());
        body.put("postcode", city.postcode());
        body.put("country", city.country());
        body.put("latitude", city.latitude());
        body.put("longitude", city.longitude());
        body.put("timeZone", city.zone());
        var id = api.must("set up", "/api/v1/warehouses", body).path("id").asString();
        api.must(
                "set up",
                "/api/v1/warehouses/" + id + "/layout",
                Map.of("zone", "A", "aisles", aisles, "bays", 30, "levels", 4, "pitchMm", 3600, "bayWidthMm", 1200));
        for (int made = 0; made < totes; made += 1000)
            api.must("set up", "/api/v1/warehouses/" + id + "/totes", Map.of("count", Math.min(1000, totes - made)));
        api.must("set up", "/api/v1/printers", Map.of("warehouse", id, "name", "Labels " + code, "kind", "SIMULATED"));
        var bins = api.all("set up", "/api/v1/places?kind=BIN&limit=1000&warehouse=" + id).stream()
                .map(place -> place.path("code").asString())
                .toList();
        return new Yard(id, code, bins);
    }

    /** Units of an item to be brought to a bin of a site. */
    public record Delivery(String merchant, String sku, Yard yard, String bin, int quantity) {}

    public void receive(List<Delivery> deliveries) {
        for (int i = 0; i < deliveries.size(); i += BATCH) {
            var receipts = deliveries.subList(i, Math.min(deliveries.size(), i + BATCH)).stream()
                    .map(delivery -> Map.of(
                            "merchant", delivery.merchant(),
                            "warehouse", delivery.yard().code(),
                            "place", delivery.bin(),
                            "sku", delivery.sku(),
                            "quantity", delivery.quantity(),
                            "requestId", UUID.randomUUID()))
                    .toList();
            api.must("receive", "/api/v1/receipts", Map.of("receipts", receipts));
        }
    }

    /**
     * Brings what the stock list shows as backordered. Every third item goes to the second site, every third is divided between the two where
     * there is more than one unit: so that some orders ship from one site and some from both.
     */
    public int bringBackordered(String merchant, Yard first, Yard second) {
        var deliveries = new ArrayList<Delivery>();
        int n = 0;
        for (var level : api.all("look", "/api/v1/stock?limit=200&merchant=" + merchant)) {
            int wanted = level.path("backordered").asInt();
            if (wanted == 0) continue;
            bring(deliveries, merchant, level, wanted, n++, first, second);
        }
        receive(deliveries);
        return deliveries.stream().mapToInt(Delivery::quantity).sum();
    }

    private static void bring(
            List<Delivery> deliveries, String merchant, JsonNode level, int wanted, int n, Yard first, Yard second) {
        var sku = level.path("sku").asString();
        int there = switch (n % 3) {
            case 0 -> 0;
            case 1 -> wanted;
            default -> wanted / 2;
        };
        if (wanted > there) deliveries.add(new Delivery(merchant, sku, first, bin(first, n), wanted - there));
        if (there > 0) deliveries.add(new Delivery(merchant, sku, second, bin(second, n), there));
    }

    private static String bin(Yard yard, int n) {
        return yard.bins().get(n % yard.bins().size());
    }

    /** Units of an item in a bin of each of the sites. */
    public void stock(String merchant, List<String> skus, List<Yard> yards, int quantity) {
        var deliveries = new ArrayList<Delivery>();
        for (var yard : yards)
            for (int n = 0; n < skus.size(); n++)
                deliveries.add(new Delivery(merchant, skus.get(n), yard, bin(yard, n), quantity));
        receive(deliveries);
    }
}
