package wharf.yours;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wharf.geography.Distance;
import wharf.geography.Located;
import wharf.geography.Precision;
import wharf.platform.Decision;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;
import wharf.shipping.rating.CarrierDays;
import wharf.shipping.rating.Place;
import wharf.sourcing.Route;
import wharf.sourcing.RouteRequest;
import wharf.sourcing.WhatIf;
import wharf.warehouse.SiteCalendar;
import wharf.warehouse.Warehouse;

/**
 * What routing and packing would have done with an order, and what each single site would have done with it. An order is replayed on its own
 * weekday and at its own time, in the week before the day of the trial, so that cut-offs and the rates of today count. No database.
 */
final class Replay {
    private static final long PLENTY = 1_000_000_000L;

    private final MerchantId merchant;
    private final Assumptions assumptions;
    private final ZoneId zone;
    private final Packing packing;
    private final Set<String> slow;
    private final List<Spot> spots = new ArrayList<>();
    private final WhatIf all;
    private final Map<String, ItemId> ids = new HashMap<>();

    /** @param slow items that only the first site keeps */
    Replay(
            MerchantId merchant,
            Assumptions assumptions,
            ZoneId zone,
            Map<AssumedSite, Network.Sited> sites,
            Packing packing,
            Set<String> slow) {
        this.merchant = merchant;
        this.assumptions = assumptions;
        this.zone = zone;
        this.packing = packing;
        this.slow = assumptions.stocking() == Assumptions.Stocking.FAST_EVERYWHERE ? Set.copyOf(slow) : Set.of();
        var warehouses = new LinkedHashMap<Warehouse, SiteCalendar>();
        sites.forEach((site, sited) -> {
            warehouses.put(sited.warehouse(), sited.calendar());
            spots.add(new Spot(site, sited, new WhatIf(Map.of(sited.warehouse(), sited.calendar()))));
        });
        this.all = new WhatIf(warehouses);
    }

    private record Spot(AssumedSite site, Network.Sited sited, WhatIf alone) {
        WarehouseId id() {
            return sited.warehouse().id();
        }

        Place place() {
            return new Place(site.country(), site.region(), site.latitude(), site.longitude());
        }

        Located where() {
            return new Located(site.latitude(), site.longitude(), Precision.CITY);
        }
    }

    /** From one site: what it costs, when it arrives, how far it goes; null figures when it cannot. */
    record Shipped(Packing.Packed packed, int days, double miles) {}

    /**
     * What came of an order.
     *
     * @param alone by site, in the order of the assumptions; null where that site could not have shipped it
     */
    record Tried(
            List<Route.Leg> legs,
            List<String> sites,
            List<Shipped> shipped,
            List<@Nullable Shipped> alone,
            Decision decision) {
        long postageMinor() {
            return shipped.stream()
                    .mapToLong(one -> one.packed().postageMinor())
                    .sum();
        }

        long packingMinor() {
            return shipped.stream()
                    .mapToLong(one -> one.packed().packingMinor())
                    .sum();
        }

        int days() {
            return shipped.stream().mapToInt(Shipped::days).max().orElse(0);
        }

        double miles() {
            return shipped.stream().mapToDouble(Shipped::miles).max().orElse(0);
        }

        List<String> cartons() {
            return shipped.stream()
                    .flatMap(one -> one.packed().cartons().stream())
                    .toList();
        }
    }

    /** @return empty when it can be neither routed nor priced */
    Optional<Tried> replay(TrialOrder order, Map<String, Sized> sizes) {
        var from = moment(order.placedAt());
        var request = request(order, from);
        var destination = destination(order);
        var route = all.route(request, destination, free(order, false), from);
        if (!route.isPossible()) return Optional.empty();
        var shipped = new ArrayList<Shipped>();
        for (var leg : route.legs()) {
            var one = shipped(order, spot(leg.site()), leg, sizes, from);
            if (one.isEmpty()) return Optional.empty();
            shipped.add(one.get());
        }
        var alone = new ArrayList<@Nullable Shipped>();
        for (var spot : spots) {
            var single = spot.alone().route(request, destination, free(order, true), from);
            alone.add(
                    single.isPossible()
                            ? shipped(order, spot, single.legs().getFirst(), sizes, from)
                                    .orElse(null)
                            : null);
        }
        return Optional.of(new Tried(
                route.legs(),
                route.legs().stream().map(leg -> spot(leg.site()).site().code()).toList(),
                shipped,
                alone,
                told(route.decision(), alone)));
    }

    private RouteRequest request(TrialOrder order, Instant from) {
        var needs = new ArrayList<RouteRequest.Need>();
        for (var line : order.lines())
            needs.add(new RouteRequest.Need(needs.size() + 1, id(line.sku()), line.quantity()));
        return new RouteRequest(merchant, OrderId.next(), order.shipTo(), null, true, from, needs);
    }

    private ItemId id(String sku) {
        return ids.computeIfAbsent(sku, name -> ItemId.next());
    }

    private static Optional<Located> destination(TrialOrder order) {
        var latitude = order.latitude();
        var longitude = order.longitude();
        return latitude == null || longitude == null
                ? Optional.empty()
                : Optional.of(new Located(latitude, longitude, Precision.CITY));
    }

    private Map<ItemId, Map<WarehouseId, Long>> free(TrialOrder order, boolean everywhere) {
        var free = new HashMap<ItemId, Map<WarehouseId, Long>>();
        for (var line : order.lines()) {
            var perSite = new HashMap<WarehouseId, Long>();
            boolean firstOnly = !everywhere && slow.contains(line.sku());
            for (var spot : firstOnly ? spots.subList(0, 1) : spots) perSite.put(spot.id(), PLENTY);
            free.put(id(line.sku()), perSite);
        }
        return free;
    }

    private Spot spot(WarehouseId id) {
        return spots.stream().filter(spot -> spot.id().equals(id)).findFirst().orElseThrow();
    }

    private Optional<Shipped> shipped(
            TrialOrder order, Spot spot, Route.Leg leg, Map<String, Sized> sizes, Instant from) {
        var goods = new LinkedHashMap<String, Integer>();
        for (var need : leg.needs())
            goods.merge(order.lines().get(need.lineNo() - 1).sku(), need.quantity(), Integer::sum);
        var items = goods.entrySet().stream()
                .map(one -> Objects.requireNonNull(sizes.get(one.getKey())).units(one.getValue()))
                .toList();
        return packing.pack(spot.site().code(), spot.place(), to(order), items, leg.service())
                .map(packed -> {
                    var local = spot.sited().calendar().zone();
                    var leaves = LocalDate.ofInstant(leg.shipBy(), local);
                    var arrives = CarrierDays.unitedStates(leaves).after(leaves, packed.transitDays());
                    int days = (int) ChronoUnit.DAYS.between(LocalDate.ofInstant(from, local), arrives);
                    var miles = destination(order)
                            .map(to -> Distance.miles(spot.where(), to))
                            .orElse(0.0);
                    return new Shipped(packed, Math.max(0, days), miles);
                });
    }

    private static Place to(TrialOrder order) {
        return new Place(order.shipTo().country(), order.shipTo().region(), order.latitude(), order.longitude());
    }

    /** The same weekday and time, in the week before the trial. */
    private Instant moment(@Nullable Instant placedAt) {
        var yesterday = assumptions.asOf().minusDays(1);
        if (placedAt == null)
            return yesterday.atTime(LocalTime.NOON).atZone(zone).toInstant();
        var local = placedAt.atZone(zone);
        return yesterday
                .with(TemporalAdjusters.previousOrSame(local.getDayOfWeek()))
                .atTime(local.toLocalTime())
                .atZone(zone)
                .toInstant();
    }

    /** Routing's own explanation, with what each site would have cost. */
    private Decision told(Decision decision, List<@Nullable Shipped> alone) {
        var candidates = new ArrayList<Decision.Candidate>();
        for (var candidate : decision.candidates()) {
            var figures = new LinkedHashMap<String, Object>(candidate.figures());
            for (int i = 0; i < spots.size(); i++) {
                var shipped = alone.get(i);
                if (shipped == null || !spots.get(i).sited().warehouse().code().equals(candidate.name())) continue;
                figures.put(
                        "costMinor",
                        shipped.packed().postageMinor() + shipped.packed().packingMinor());
                figures.put("currency", shipped.packed().currency());
                figures.put("doorDays", shipped.days());
                figures.put("zone", shipped.packed().zone());
            }
            candidates.add(new Decision.Candidate(candidate.name(), candidate.feasible(), figures, candidate.remark()));
        }
        return decision.with(candidates);
    }
}
