package wharf.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** What shoppers order: a fixed number of different items, chosen uniformly or by Zipf's law with exponent 1. */
final class Mix {
    private static final long PRICE = 1999;
    private final Shelf shelf;
    private final int lines;
    private final double[] cumulative;
    private final AtomicLong counter = new AtomicLong();
    private final String run = Long.toString(System.nanoTime(), 36);

    Mix(Shelf shelf, String skew, int lines) {
        this.shelf = shelf;
        this.lines = lines;
        this.cumulative = new double[shelf.skus().size()];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += switch (skew) {
                case "uniform" -> 1.0;
                case "zipf" -> 1.0 / (i + 1);
                default -> throw new IllegalArgumentException("--skew " + skew + "; expected uniform or zipf");
            };
            cumulative[i] = sum;
        }
    }

    Shelf shelf() {
        return shelf;
    }

    long total() {
        return lines * PRICE + 500;
    }

    String externalId() {
        return run + "-" + counter.incrementAndGet();
    }

    List<String> skus(Random random) {
        var chosen = new LinkedHashSet<String>();
        while (chosen.size() < lines) chosen.add(shelf.skus().get(next(random)));
        return new ArrayList<>(chosen);
    }

    private int next(Random random) {
        double at = random.nextDouble() * cumulative[cumulative.length - 1];
        int found = java.util.Arrays.binarySearch(cumulative, at);
        return Math.min(cumulative.length - 1, found < 0 ? -found - 1 : found);
    }

    String json(Random random) {
        var body = new StringBuilder(700);
        body.append("{\"orders\":[{\"merchant\":\"").append(shelf.merchant()).append("\",\"channel\":\"web\",\"externalId\":\"").append(externalId());
        body.append("\",\"currency\":\"USD\",\"shippingMinor\":500,\"shortage\":\"REFUSE\",\"email\":\"ann@example.com\",\"lines\":[");
        for (var sku : skus(random)) {
            body.append("{\"sku\":\"").append(sku).append("\",\"quantity\":1,\"unitPriceMinor\":").append(PRICE).append("},");
        }
        body.setLength(body.length() - 1);
        body.append("],\"shipTo\":{\"name\":\"Ann Smith\",\"line1\":\"1 Ocean Dr\",\"city\":\"Miami\",\"region\":\"FL\",\"postcode\":\"33139\",\"country\":\"US\"},");
        body.append("\"tenders\":[{\"method\":\"CARD\",\"amountMinor\":").append(total()).append(",\"instrument\":\"tok_ok\"}]}]}");
        return body.toString();
    }

    static long price() {
        return PRICE;
    }
}
