package wharf.sourcing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import wharf.geography.Distance;
import wharf.geography.Located;
import wharf.platform.Decision;
import wharf.shared.ItemId;
import wharf.shared.WarehouseId;

/**
 * The nearest site that has everything ships it (great circle from real postcode tables). Only when none has everything is the order split:
 * the site that can ship most units goes first, the nearer one among equals, until nothing is left. Only units a picker can be sent for count.
 * Plain Java.
 */
final class NearestFirst {
    private final List<Site> sites;

    NearestFirst(List<Site> sites) {
        this.sites = List.copyOf(sites);
    }

    /** A site weighed for one order. */
    private record Weighed(
            Site site,
            @Nullable Double miles,
            int units,
            int wanted,
            @Nullable String service,
            @Nullable Instant shipBy) {
        boolean complete() {
            return units == wanted;
        }

        boolean usable() {
            return service != null && units > 0;
        }

        double distance() {
            return miles == null ? Double.MAX_VALUE : miles;
        }
    }

    private static final Comparator<Weighed> NEARER = Comparator.comparingDouble(Weighed::distance)
            .thenComparing(weighed -> weighed.site().warehouse().code());

    /**
     * Routes one order over what is free now and takes its units out of {@code free}.
     *
     * @param waiting units in stock that no picker can be sent for yet
     */
    Route route(
            RouteRequest request,
            Optional<Located> destination,
            Map<ItemId, Map<WarehouseId, Long>> free,
            long waiting,
            Instant now) {
        var weighed = weigh(request, destination, free);
        var complete = weighed.stream()
                .filter(Weighed::usable)
                .filter(Weighed::complete)
                .min(NEARER);
        var legs = complete.map(site -> List.of(leg(site, request.needs())))
                .orElseGet(() -> split(request, destination, free));
        var reason = reason(request, weighed, complete, legs, destination.isPresent(), waiting);
        legs.forEach(leg -> take(leg, free));
        return new Route(legs, decision(request, weighed, legs, reason, now));
    }

    private List<Weighed> weigh(
            RouteRequest request, Optional<Located> destination, Map<ItemId, Map<WarehouseId, Long>> free) {
        return sites.stream()
                .map(site -> weigh(site, request, request.needs(), destination, free))
                .toList();
    }

    private static Weighed weigh(
            Site site,
            RouteRequest request,
            List<RouteRequest.Need> needs,
            Optional<Located> destination,
            Map<ItemId, Map<WarehouseId, Long>> free) {
        int wanted = needs.stream().mapToInt(RouteRequest.Need::quantity).sum();
        int units = available(site, needs, free).stream()
                .mapToInt(RouteRequest.Need::quantity)
                .sum();
        var miles = destination.map(to -> Distance.miles(site.where(), to)).orElse(null);
        var service = site.serviceFor(request.service()).orElse(null);
        var shipBy = service == null ? null : site.shipBy(service, request.from());
        return new Weighed(site, miles, units, wanted, service, shipBy);
    }

    private static List<RouteRequest.Need> available(
            Site site, List<RouteRequest.Need> needs, Map<ItemId, Map<WarehouseId, Long>> free) {
        var left = new LinkedHashMap<ItemId, Long>();
        var result = new ArrayList<RouteRequest.Need>();
        for (var need : needs) {
            long here = left.computeIfAbsent(
                    need.item(),
                    item -> free.getOrDefault(item, Map.of())
                            .getOrDefault(site.warehouse().id(), 0L));
            int quantity = (int) Math.min(need.quantity(), here);
            if (quantity <= 0) continue;
            left.put(need.item(), here - quantity);
            result.add(new RouteRequest.Need(need.lineNo(), need.item(), quantity));
        }
        return result;
    }

    private List<Route.Leg> split(
            RouteRequest request, Optional<Located> destination, Map<ItemId, Map<WarehouseId, Long>> free) {
        if (!request.allowSplit()) return List.of();
        var legs = new ArrayList<Route.Leg>();
        var open = request.needs();
        var candidates = new ArrayList<>(sites);
        while (!open.isEmpty() && !candidates.isEmpty()) {
            var needs = open;
            var best = candidates.stream()
                    .map(site -> weigh(site, request, needs, destination, free))
                    .filter(Weighed::usable)
                    .min(Comparator.comparingInt((Weighed site) -> -site.units())
                            .thenComparing(NEARER));
            if (best.isEmpty()) return List.of();
            var part = available(best.get().site(), open, free);
            legs.add(leg(best.get(), part));
            open = minus(open, part);
            candidates.remove(best.get().site());
        }
        return open.isEmpty() ? legs : List.of();
    }

    private static List<RouteRequest.Need> minus(List<RouteRequest.Need> needs, List<RouteRequest.Need> taken) {
        var rest = new ArrayList<RouteRequest.Need>();
        for (var need : needs) {
            int gone = taken.stream()
                    .filter(t -> t.lineNo() == need.lineNo() && t.item().equals(need.item()))
                    .mapToInt(RouteRequest.Need::quantity)
                    .sum();
            if (need.quantity() > gone)
                rest.add(new RouteRequest.Need(need.lineNo(), need.item(), need.quantity() - gone));
        }
        return rest;
    }

    private static Route.Leg leg(Weighed site, List<RouteRequest.Need> needs) {
        return new Route.Leg(
                site.site().warehouse().id(),
                java.util.Objects.requireNonNull(site.service()),
                java.util.Objects.requireNonNull(site.shipBy()),
                needs);
    }

    private static void take(Route.Leg leg, Map<ItemId, Map<WarehouseId, Long>> free) {
        for (var need : leg.needs()) {
            var perSite = free.get(need.item());
            if (perSite != null) perSite.computeIfPresent(leg.site(), (site, units) -> units - need.quantity());
        }
    }

    private String reason(
            RouteRequest request,
            List<Weighed> weighed,
            Optional<Weighed> complete,
            List<Route.Leg> legs,
            boolean located,
            long waiting) {
        var from = located ? "nearest" : "first";
        if (complete.isPresent()) {
            return complete.get().site().warehouse().name() + " is the " + from + " site that has all of it.";
        }
        if (legs.isEmpty() && request.service() != null && noneOffers(weighed))
            return "No site that has units of it offers the service " + request.service()
                    + ". Choose another service for the order, or let a site offer it.";
        if (legs.isEmpty() && waiting > 0) return notPickable(waiting);
        if (legs.isEmpty() && !request.allowSplit()) return "No site has all of it, and this order may not be split.";
        if (legs.isEmpty()) return "The sites that offer the service do not have all units between them.";
        return "No site has all of it: split over " + legs.size() + " sites, the one with most units first.";
    }

    private static boolean noneOffers(List<Weighed> weighed) {
        var stocked = weighed.stream().filter(site -> site.units() > 0).toList();
        return !stocked.isEmpty() && stocked.stream().allMatch(site -> site.service() == null);
    }

    private static String notPickable(long units) {
        return (units == 1 ? "1 unit is" : units + " units are")
                + " in stock but in no bin that can be picked from: being put away or put back, in reserve, or expired."
                + " The order goes on by itself once a bin has them.";
    }

    private Decision decision(
            RouteRequest request, List<Weighed> weighed, List<Route.Leg> legs, String reason, Instant now) {
        var chosen = legs.isEmpty()
                ? "none"
                : String.join(
                        " + ", legs.stream().map(leg -> codeOf(leg.site())).toList());
        var candidates = weighed.stream()
                .sorted(NEARER)
                .map(site -> candidate(site, legs))
                .toList();
        return Decision.of(
                request.merchant(),
                request.order().value(),
                request.order().value(),
                "warehouse",
                chosen,
                reason,
                candidates,
                now);
    }

    private String codeOf(WarehouseId id) {
        return sites.stream()
                .map(Site::warehouse)
                .filter(site -> site.id().equals(id))
                .findFirst()
                .orElseThrow()
                .code();
    }

    private static Decision.Candidate candidate(Weighed site, List<Route.Leg> legs) {
        var figures = new LinkedHashMap<String, Object>();
        if (site.miles() != null) figures.put("distanceMiles", Math.round(site.miles()));
        figures.put("unitsAvailable", site.units());
        figures.put("unitsWanted", site.wanted());
        if (site.shipBy() != null) figures.put("shipBy", site.shipBy().toString());
        boolean won = legs.stream()
                .anyMatch(leg -> leg.site().equals(site.site().warehouse().id()));
        return new Decision.Candidate(
                site.site().warehouse().code(), site.usable() && site.complete(), figures, won ? "" : remark(site));
    }

    private static String remark(Weighed site) {
        if (site.service() == null) return "does not offer the service";
        if (site.units() == 0) return "has none of it";
        return site.complete() ? "farther away" : "has only part of it";
    }
}
