package wharf.yours;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import wharf.geography.Distance;
import wharf.geography.Located;
import wharf.geography.Precision;

/**
 * Where sites would stand if they stood where the orders go: k-means by great-circle distance, begun at the place with most orders and
 * then the one farthest off by orders and miles, each centre moved to the nearest place with many orders. Plain Java; the same demand gives
 * the same sites.
 */
final class Placing {
    private static final int ROUNDS = 30;

    private Placing() {}

    /** Orders that go to a place. */
    record Demand(String name, String region, String country, double latitude, double longitude, long orders) {
        Located where() {
            return new Located(latitude, longitude, Precision.CITY);
        }
    }

    /** As many of the places, the one nearest to most orders first; fewer when there are fewer places. */
    static List<Demand> centres(List<Demand> places, int count) {
        if (places.isEmpty()) return List.of();
        var centres = seeds(places, Math.min(count, places.size()));
        for (int round = 0; round < ROUNDS; round++) {
            var moved = moved(places, centres);
            if (moved.equals(centres)) break;
            centres = moved;
        }
        var chosen = centres;
        return chosen.stream()
                .sorted(Comparator.comparingLong((Demand centre) -> -served(places, chosen, centre))
                        .thenComparing(Demand::name))
                .toList();
    }

    private static List<Demand> seeds(List<Demand> places, int count) {
        var seeds = new ArrayList<Demand>();
        seeds.add(places.stream()
                .max(Comparator.comparingLong(Demand::orders).thenComparing(Demand::name))
                .orElseThrow());
        while (seeds.size() < count)
            seeds.add(places.stream()
                    .filter(place -> !seeds.contains(place))
                    .max(Comparator.comparingDouble((Demand place) -> place.orders() * nearest(seeds, place))
                            .thenComparing(Demand::name))
                    .orElseThrow());
        return seeds;
    }

    private static double nearest(List<Demand> centres, Demand place) {
        return centres.stream()
                .mapToDouble(centre -> Distance.miles(centre.where(), place.where()))
                .min()
                .orElseThrow();
    }

    private static Demand centreOf(List<Demand> centres, Demand place) {
        return centres.stream()
                .min(Comparator.comparingDouble(centre -> Distance.miles(centre.where(), place.where())))
                .orElseThrow();
    }

    private static long served(List<Demand> places, List<Demand> centres, Demand centre) {
        return places.stream()
                .filter(place -> centreOf(centres, place).equals(centre))
                .mapToLong(Demand::orders)
                .sum();
    }

    private static List<Demand> moved(List<Demand> places, List<Demand> centres) {
        var moved = new ArrayList<Demand>();
        for (var centre : centres) {
            var own = places.stream()
                    .filter(place -> centreOf(centres, place).equals(centre))
                    .toList();
            moved.add(own.isEmpty() ? centre : middle(own));
        }
        return moved;
    }

    /** The place with a fair share of the orders that lies nearest to the weighted middle. */
    private static Demand middle(List<Demand> own) {
        double orders = own.stream().mapToLong(Demand::orders).sum();
        var at = new Located(
                own.stream()
                                .mapToDouble(place -> place.latitude() * place.orders())
                                .sum()
                        / orders,
                own.stream()
                                .mapToDouble(place -> place.longitude() * place.orders())
                                .sum()
                        / orders,
                Precision.CITY);
        double fair = own.stream().mapToLong(Demand::orders).max().orElse(1) / 20.0;
        return own.stream()
                .filter(place -> place.orders() >= fair)
                .min(Comparator.comparingDouble((Demand place) -> Distance.miles(at, place.where()))
                        .thenComparing(Demand::name))
                .orElseThrow();
    }
}
