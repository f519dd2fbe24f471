package wharf.packing.carton;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import wharf.packing.carton.PackPlan.Considered;

/**
 * Plans goods that may share parcels. One carton for all is tried from the cheapest up: its landed cost does not depend on how the goods
 * lie, so the first that takes them is the best. Where none does, or where one is so dear that two might be cheaper, several parcels are
 * planned from each possible first carton on, and the cheapest plan wins.
 */
final class GroupPlanner {
    private static final int MANY_UNITS = 60;

    private final PackRequest request;
    private final Packer packer;
    private final Deadline deadline;
    private final Supply supply;
    private final Map<Trial, Load> tried = new HashMap<>();

    GroupPlanner(PackRequest request, Packer packer, Deadline deadline, Supply supply) {
        this.request = request;
        this.packer = packer;
        this.deadline = deadline;
        this.supply = supply;
    }

    private record Trial(String carton, List<PackItem> items) {}

    record Part(List<PlannedParcel> parcels, List<Considered> considered, String reason) {}

    /** Parcels under way, with what is still to be packed. */
    private record Route(String name, List<PlannedParcel> parcels) {
        long costMinor() {
            return parcels.stream().mapToLong(p -> p.cost().totalMinor()).sum();
        }
    }

    Part plan(Separation.Group group) {
        if (group.alone()) return alone(group.items().getFirst());
        var cartons = supply.atHand();
        var loose = group.items().stream()
                .filter(item -> cartons.stream().noneMatch(carton -> carton.takes(item)))
                .toList();
        var rest = group.items().stream().filter(item -> !loose.contains(item)).toList();
        var own = loose.stream().flatMap(item -> own(item).stream()).toList();
        if (rest.isEmpty()) return new Part(own, List.of(), "Fits no carton at hand: ships in its own packaging.");
        var part = together(rest);
        if (own.isEmpty()) return part;
        var parcels = new ArrayList<>(part.parcels());
        parcels.addAll(own);
        return new Part(
                parcels, part.considered(), part.reason() + " What fits no carton at hand ships in its own packaging.");
    }

    private List<PlannedParcel> own(PackItem item) {
        var one = item.of(1);
        var size = item.size();
        var load = new Load(
                List.of(Placement.single(item.key(), 0, 0, 0, size.lengthMm(), size.widthMm(), size.heightMm())));
        var parcel = PlannedParcel.of(Carton.own(item), load, List.of(one), request);
        return java.util.Collections.nCopies(item.quantity(), parcel);
    }

    private Part alone(PackItem item) {
        var parcels = new ArrayList<PlannedParcel>();
        var considered = new ArrayList<Considered>();
        int left = item.quantity();
        while (left > 0) {
            var single = single(List.of(item.of(1)), considered);
            if (single.isEmpty()) {
                parcels.addAll(own(item.of(left)));
                break;
            }
            var parcel = single.get();
            int times = Math.min(left, supply.left(parcel.carton()));
            var same = java.util.Collections.nCopies(times, parcel);
            supply.use(parcel.carton(), times);
            parcels.addAll(same);
            left -= times;
        }
        return new Part(parcels, considered, "Each unit of " + item.key() + " ships alone.");
    }

    private Part together(List<PackItem> items) {
        var considered = new ArrayList<Considered>();
        var single = single(items, considered);
        if (single.isPresent() && !mightSplitCheaper(single.get(), items)) {
            supply.use(List.of(single.get()));
            return new Part(
                    List.of(single.get()),
                    considered,
                    "Carton " + single.get().carton().code()
                            + " has the lowest landed cost of those that take everything.");
        }
        var routes = routes(items);
        var best = cheapest(routes);
        if (single.isPresent() && single.get().cost().totalMinor() <= best.costMinor())
            best = new Route(single.get().carton().code(), List.of(single.get()));
        supply.use(best.parcels());
        return new Part(best.parcels(), ranked(best, routes, considered), reason(best, single.isPresent()));
    }

    private static String reason(Route best, boolean oneWouldDo) {
        if (best.parcels().size() == 1)
            return "Carton " + best.parcels().getFirst().carton().code()
                    + " has the lowest landed cost, splitting included.";
        return oneWouldDo
                ? best.parcels().size() + " parcels cost less than one large one."
                : "No carton takes everything; " + best.parcels().size()
                        + " parcels have the lowest landed cost found.";
    }

    /** The cheapest carton that takes everything. Adds each carton to {@code considered}, the chosen one first. */
    private Optional<PlannedParcel> single(List<PackItem> items, List<Considered> considered) {
        Optional<PlannedParcel> chosen = Optional.empty();
        for (var offer : offers(items, considered)) {
            if (chosen.isPresent()) {
                considered.add(new Considered(
                        offer.carton().code(), true, 1, offer.costMinor(), "costs more; its fit was not tried"));
                continue;
            }
            var load = load(items, offer.carton());
            if (load.takesAll(items)) {
                chosen = Optional.of(PlannedParcel.of(offer.carton(), load, items, request));
                considered.addFirst(new Considered(offer.carton().code(), true, 1, offer.costMinor(), ""));
            } else
                considered.add(new Considered(
                        offer.carton().code(), false, 0, offer.costMinor(), "the goods do not fit side by side"));
        }
        return chosen;
    }

    private record Offer(Carton carton, long costMinor) {}

    private List<Offer> offers(List<PackItem> items, List<Considered> considered) {
        long volume = items.stream().mapToLong(PackItem::volumeMm3).sum();
        long grams = items.stream().mapToLong(PackItem::totalGrams).sum();
        var offers = new ArrayList<Offer>();
        for (var carton : supply.atHand()) {
            var obstacle = obstacle(carton, items, volume, grams);
            if (obstacle == null)
                offers.add(new Offer(carton, Cost.of(carton, items, request).totalMinor()));
            else considered.add(new Considered(carton.code(), false, 0, 0, obstacle));
        }
        offers.sort(Comparator.comparingLong(Offer::costMinor)
                .thenComparingLong(offer -> offer.carton().outer().volumeMm3())
                .thenComparing(offer -> offer.carton().code()));
        return offers;
    }

    private static @Nullable String obstacle(Carton carton, List<PackItem> items, long volume, long grams) {
        if (volume > carton.inner().volumeMm3()) return "too small";
        if (grams > carton.maxContentGrams()) return "too heavy for it";
        return items.stream()
                .filter(item -> !carton.takes(item))
                .findFirst()
                .map(item -> item.key() + " does not go in")
                .orElse(null);
    }

    /** A bound: two parcels cost at least twice the cheapest parcel there is. */
    private boolean mightSplitCheaper(PlannedParcel single, List<PackItem> items) {
        int units = items.stream().mapToInt(PackItem::quantity).sum();
        if (units < 2 || deadline.passed()) return false;
        var lightest = items.stream()
                .min(Comparator.comparingInt(PackItem::weightGrams))
                .orElseThrow()
                .of(1);
        long floor = supply.atHand().stream()
                .mapToLong(carton -> carton.costMinor()
                        + request.costs().parcelMinor()
                        + request.freight().costMinor(carton.outer(), carton.emptyGrams() + lightest.weightGrams()))
                .min()
                .orElse(Long.MAX_VALUE / 2);
        return 2 * floor + request.costs().unitMinor() * units < single.cost().totalMinor();
    }

    private List<Route> routes(List<PackItem> items) {
        var routes = new ArrayList<Route>();
        for (var policy : Policy.values()) routes.add(route(policy.words, items, null, policy));
        for (var first : supply.atHand()) {
            if (deadline.passed()) break;
            if (load(items, first).isEmpty()) continue;
            for (var policy : Policy.values())
                routes.add(route(first.code() + " first, then " + policy.words, items, first, policy));
        }
        return routes;
    }

    private Route route(String name, List<PackItem> items, @Nullable Carton first, Policy policy) {
        var at = supply.copy();
        var parcels = new ArrayList<PlannedParcel>();
        var left = items;
        var next = first;
        while (!left.isEmpty()) {
            var carton = next == null ? policy.choose(this, left, at) : next;
            if (carton == null) {
                left.forEach(item -> parcels.addAll(own(item)));
                break;
            }
            var load = load(left, carton);
            int times = Math.min(repeats(load, left), at.left(carton));
            var parcel = PlannedParcel.of(carton, load, contents(load, left), request);
            parcels.addAll(java.util.Collections.nCopies(times, parcel));
            at.use(carton, times);
            left = load.left(left, times);
            next = null;
        }
        return new Route(name, parcels);
    }

    /** Of many units, a load is repeated as often as the rest allows, rather than searched for anew each time. */
    private static int repeats(Load load, List<PackItem> left) {
        long units = left.stream().mapToLong(PackItem::quantity).sum();
        return units > MANY_UNITS ? Math.max(1, load.times(left)) : 1;
    }

    private static List<PackItem> contents(Load load, List<PackItem> items) {
        var units = load.units();
        return items.stream()
                .filter(item -> units.containsKey(item.key()))
                .map(item -> item.of(java.util.Objects.requireNonNull(units.get(item.key()))))
                .toList();
    }

    private Load load(List<PackItem> items, Carton carton) {
        return tried.computeIfAbsent(new Trial(carton.code(), items), trial -> packer.pack(items, carton, deadline));
    }

    private static Route cheapest(List<Route> routes) {
        return routes.stream()
                .min(Comparator.comparingLong(Route::costMinor)
                        .thenComparingInt(route -> route.parcels().size()))
                .orElseThrow();
    }

    private List<Considered> ranked(Route best, List<Route> routes, List<Considered> singles) {
        var ranked = new ArrayList<Considered>();
        ranked.add(new Considered(best.name(), true, best.parcels().size(), best.costMinor(), ""));
        routes.stream()
                .filter(route -> !route.name().equals(best.name()))
                .sorted(Comparator.comparingLong(Route::costMinor))
                .forEach(route -> ranked.add(new Considered(
                        route.name(), true, route.parcels().size(), route.costMinor(), "costs as much or more")));
        singles.stream().filter(one -> !one.name().equals(best.name())).forEach(ranked::add);
        return ranked;
    }

    /** How the next carton is chosen when not everything goes into one. */
    private enum Policy {
        /** The carton that swallows most. */
        FULLEST("the fullest carton") {
            @Override
            double score(PlannedParcel parcel, Load load) {
                return load.volumeMm3();
            }
        },
        /** The most goods for the money. */
        CHEAPEST_PER_LITRE("most goods for the money") {
            @Override
            double score(PlannedParcel parcel, Load load) {
                return load.volumeMm3() / (1.0 + parcel.cost().totalMinor());
            }
        };

        private final String words;

        Policy(String words) {
            this.words = words;
        }

        abstract double score(PlannedParcel parcel, Load load);

        @Nullable
        Carton choose(GroupPlanner planner, List<PackItem> left, Supply at) {
            Carton best = null;
            Carton cheapestForAll = null;
            double bestScore = -1;
            long lowest = Long.MAX_VALUE;
            for (var carton : at.atHand()) {
                var load = planner.load(left, carton);
                if (load.isEmpty()) continue;
                var parcel = PlannedParcel.of(carton, load, contents(load, left), planner.request);
                long cost = parcel.cost().totalMinor();
                if (load.takesAll(left) && cost < lowest) {
                    cheapestForAll = carton;
                    lowest = cost;
                }
                double score = score(parcel, load);
                if (score > bestScore
                        || (score == bestScore && best != null && carton.costMinor() < best.costMinor())) {
                    best = carton;
                    bestScore = score;
                }
            }
            return cheapestForAll == null ? best : cheapestForAll;
        }
    }
}
