package wharf.packing.carton;

import java.time.Duration;
import java.util.List;

/**
 * What to pack, into what, at what prices.
 *
 * @param budget how long the search may take; afterwards a fast rule decides
 */
public record PackRequest(
        List<PackItem> items, List<Carton> cartons, Freight freight, PackingCosts costs, Duration budget) {
    /** More units than this are freight: nobody packs them by a plan of units. */
    public static final int MOST_UNITS = 100_000;

    public static final Duration USUAL_BUDGET = Duration.ofMillis(250);

    public PackRequest {
        items = List.copyOf(items);
        cartons = List.copyOf(cartons);
        if (items.isEmpty()) throw new IllegalArgumentException("nothing to pack");
        long units = items.stream().mapToLong(PackItem::quantity).sum();
        if (units > MOST_UNITS) throw new IllegalArgumentException(units + " units; at most " + MOST_UNITS);
        if (items.stream().map(PackItem::key).distinct().count() < items.size())
            throw new IllegalArgumentException("an item named twice");
        if (cartons.stream().map(Carton::code).distinct().count() < cartons.size())
            throw new IllegalArgumentException("a carton named twice");
    }

    public static PackRequest of(List<PackItem> items, List<Carton> cartons, Freight freight) {
        return new PackRequest(items, cartons, freight, PackingCosts.PAPER, USUAL_BUDGET);
    }
}
