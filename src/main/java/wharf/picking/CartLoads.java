package wharf.picking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import wharf.inventory.Allocated;
import wharf.picking.PlannedBatch.PlannedPick;
import wharf.walking.Batch;
import wharf.walking.Batching;
import wharf.walking.Load;
import wharf.walking.Stop;

/** Puts fulfilments together into cart loads, and each load's picks into walking order. Plain Java. */
final class CartLoads {
    /** Savings batching asks for 1.5 n² walks: some 60,000 of these for this many fulfilments, well under a second. */
    private static final int MOST_FOR_SAVINGS = 200;

    private final Floor floor;
    private final int cartTotes;

    CartLoads(Floor floor, int cartTotes) {
        if (cartTotes < 1) throw new IllegalArgumentException("a cart with " + cartTotes + " totes");
        this.floor = floor;
        this.cartTotes = cartTotes;
    }

    private record Departure(int priority, Instant shipBy) implements Comparable<Departure> {
        private static final Comparator<Departure> MOST_URGENT_FIRST =
                Comparator.comparingInt(Departure::priority).reversed().thenComparing(Departure::shipBy);

        @Override
        public int compareTo(Departure other) {
            return MOST_URGENT_FIRST.compare(this, other);
        }
    }

    List<PlannedBatch> plan(Wave.Mode mode, List<Pickable> fulfilments) {
        var loads = switch (mode) {
            case SINGLE -> fulfilments.stream().map(List::of).toList();
            case BATCH -> neighbours(fulfilments);
            case CLUSTER -> shortest(fulfilments);
            case WAVE ->
                byDeparture(fulfilments).values().stream()
                        .flatMap(group -> shortest(group).stream())
                        .toList();
        };
        return loads.stream().map(this::walk).toList();
    }

    private static Map<Departure, List<Pickable>> byDeparture(List<Pickable> fulfilments) {
        return fulfilments.stream()
                .collect(Collectors.groupingBy(
                        f -> new Departure(f.priority(), f.shipBy()), TreeMap::new, Collectors.toList()));
    }

    /** Carts in the order of the first bin each fulfilment needs. */
    private List<List<Pickable>> neighbours(List<Pickable> fulfilments) {
        var sorted = new ArrayList<>(fulfilments);
        sorted.sort(Comparator.comparingInt(Pickable::firstSequence)
                .thenComparing(f -> f.fulfilment().value()));
        return carts(sorted, Batching.firstCome(loads(sorted), cartTotes));
    }

    private List<List<Pickable>> shortest(List<Pickable> fulfilments) {
        var quick = neighbours(fulfilments);
        if (fulfilments.size() > MOST_FOR_SAVINGS || floor.layout() == null) return quick;
        var saved = carts(fulfilments, Batching.savings(loads(fulfilments), cartTotes, floor::roughMm));
        return total(saved) < total(quick) ? saved : quick;
    }

    private List<Load<Stop>> loads(List<Pickable> fulfilments) {
        return fulfilments.stream()
                .map(f -> new Load<>(f.fulfilment().toString(), floor.stopsOf(f.picks()), 1))
                .toList();
    }

    private static List<List<Pickable>> carts(List<Pickable> fulfilments, List<Batch<Stop>> batches) {
        var byId = fulfilments.stream()
                .collect(Collectors.toMap(f -> f.fulfilment().toString(), Function.identity()));
        return batches.stream()
                .map(batch -> batch.loads().stream()
                        .map(load -> java.util.Objects.requireNonNull(byId.get(load.id())))
                        .toList())
                .toList();
    }

    private long total(List<List<Pickable>> carts) {
        return carts.stream().mapToLong(cart -> floor.walkMm(picks(cart))).sum();
    }

    private static List<Allocated> picks(List<Pickable> cart) {
        return cart.stream().flatMap(f -> f.picks().stream()).toList();
    }

    private PlannedBatch walk(List<Pickable> cart) {
        var all = picks(cart);
        var ranks = floor.ranks(all);
        var ordered = new ArrayList<PlannedPick>();
        for (int i = 0; i < cart.size(); i++) {
            for (var pick : cart.get(i).picks()) ordered.add(new PlannedPick(i + 1, pick, 0));
        }
        ordered.sort(Comparator.comparingInt((PlannedPick pick) -> rank(ranks, pick))
                .thenComparing(pick -> pick.units().demand().item().value())
                .thenComparingInt(PlannedPick::slot));
        long alone = cart.stream().mapToLong(f -> floor.walkMm(f.picks())).sum();
        return new PlannedBatch(cart, withLegs(ordered), floor.walkMm(all), alone);
    }

    private static int rank(Map<UUID, Integer> ranks, PlannedPick pick) {
        return java.util.Objects.requireNonNull(ranks.get(pick.units().place()));
    }

    private List<PlannedPick> withLegs(List<PlannedPick> ordered) {
        var legs = new ArrayList<PlannedPick>(ordered.size());
        UUID before = null;
        for (var pick : ordered) {
            var place = pick.units().place();
            legs.add(new PlannedPick(pick.slot(), pick.units(), floor.legMm(before, place)));
            before = place;
        }
        return List.copyOf(legs);
    }
}
