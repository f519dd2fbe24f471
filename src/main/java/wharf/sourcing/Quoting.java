package wharf.sourcing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wharf.geography.Address;
import wharf.geography.Addresses;
import wharf.geography.Places;
import wharf.packing.PackPlans;
import wharf.packing.PlanRequest;
import wharf.packing.RatedFreight;
import wharf.packing.carton.Freight;
import wharf.packing.carton.PlannedParcel;
import wharf.platform.Decision;
import wharf.shared.FulfilmentId;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;
import wharf.shipping.Rates;
import wharf.shipping.rating.Place;
import wharf.shipping.rating.RateRequest;
import wharf.shipping.rating.Rating;

/** What one request would cost from the sites, and when it would arrive. Parcels are planned once per site and goods, rates read once a day. */
final class Quoting {
    private final DeliveryRequest request;
    private final PackPlans packing;
    private final Rates rates;
    private final Map<WarehouseId, Site> sites;
    private final @Nullable Place to;
    private final Map<LocalDate, Rating> ratings = new HashMap<>();
    private final Map<Shipment, List<PlannedParcel>> parcels = new HashMap<>();

    Quoting(DeliveryRequest request, PackPlans packing, Rates rates, List<Site> sites) {
        this.request = request;
        this.packing = packing;
        this.rates = rates;
        this.sites =
                sites.stream().collect(Collectors.toMap(site -> site.warehouse().id(), site -> site));
        this.to = place(request.shipTo());
    }

    private record Shipment(WarehouseId site, List<RouteRequest.Need> needs) {}

    /** What a leg costs in all its parcels, and the day the last of them arrives. */
    private record Quoted(Money price, LocalDate deliverBy) {
        Quoted with(Quoted other) {
            return new Quoted(
                    price.plus(other.price), deliverBy.isAfter(other.deliverBy) ? deliverBy : other.deliverBy);
        }
    }

    /** The codes of every service on a sheet that is valid today at that site. */
    Set<String> servicesOfTheSheets(Site site, Instant now) {
        var services = new TreeSet<String>();
        if (to == null) return services;
        var today = LocalDate.ofInstant(now, site.calendar().zone());
        var any = new RateRequest(origin(site), to, new wharf.shared.Dimensions(100, 100, 100), 100, today);
        var offers = rating(today).offers(any);
        offers.quotes().forEach(quote -> services.add(quote.service()));
        return services;
    }

    /** The option a route makes; empty when the service does not take a parcel of it, or the sites charge in different currencies. */
    Optional<DeliveryOption> option(Route route, String service) {
        Quoted all = null;
        var shipBy = Instant.MIN;
        for (var leg : route.legs()) {
            var quoted = quote(leg.site(), leg.needs(), service, leg.shipBy());
            if (quoted.isEmpty()) return Optional.empty();
            all = all == null ? quoted.get() : all.with(quoted.get());
            if (leg.shipBy().isAfter(shipBy)) shipBy = leg.shipBy();
        }
        if (all == null) return Optional.empty();
        return Optional.of(new DeliveryOption(
                service,
                all.price(),
                shipBy,
                all.deliverBy(),
                route.legs().stream()
                        .map(leg -> site(leg.site()).warehouse().code())
                        .toList(),
                candidates(route, service),
                route.decision().reason()));
    }

    private Optional<Quoted> quote(WarehouseId site, List<RouteRequest.Need> needs, String service, Instant shipBy) {
        if (to == null) return Optional.empty();
        var day = LocalDate.ofInstant(shipBy, site(site).calendar().zone());
        var origin = origin(site(site));
        Quoted all = null;
        for (var parcel : parcels(site, needs, service, day)) {
            var rate = new RateRequest(origin, to, parcel.carton().outer(), Math.max(1, parcel.grossGrams()), day);
            var quote = rating(day).offers(rate).of(service);
            if (quote.isEmpty()) return Optional.empty();
            var one = new Quoted(quote.get().cost(), quote.get().deliverBy());
            all = all == null ? one : all.with(one);
        }
        return Optional.ofNullable(all);
    }

    private List<PlannedParcel> parcels(
            WarehouseId site, List<RouteRequest.Need> needs, String service, LocalDate day) {
        return parcels.computeIfAbsent(new Shipment(site, needs), shipment -> {
            var id = FulfilmentId.next();
            var lines = needs.stream()
                    .map(need -> new PlanRequest.Line(need.item(), need.quantity()))
                    .toList();
            var plan = new PlanRequest(
                    request.merchant(), OrderId.next(), id, site, lines, freight(site, service, day), "USD");
            var planned = packing.estimate(List.of(plan)).get(id);
            return planned == null ? List.of() : planned.parcels();
        });
    }

    private Freight freight(WarehouseId site, String service, LocalDate day) {
        return to == null ? Freight.flat(0) : new RatedFreight(rating(day), origin(site(site)), to, service, day);
    }

    private Rating rating(LocalDate day) {
        return ratings.computeIfAbsent(day, d -> rates.on(d, request.merchant()));
    }

    /** As routing saw the sites, with what each would cost if it shipped all of it. */
    private List<Decision.Candidate> candidates(Route route, String service) {
        var candidates = new ArrayList<Decision.Candidate>();
        for (var candidate : route.decision().candidates()) {
            var figures = new LinkedHashMap<String, Object>(candidate.figures());
            byCode(candidate.name())
                    .filter(site -> candidate.feasible())
                    .flatMap(site -> quote(site, service, figures.get("shipBy")))
                    .ifPresent(quoted -> {
                        figures.put("deliverBy", quoted.deliverBy().toString());
                        figures.put("costMinor", quoted.price().minor());
                        figures.put("currency", quoted.price().currency());
                    });
            candidates.add(new Decision.Candidate(candidate.name(), candidate.feasible(), figures, candidate.remark()));
        }
        return candidates;
    }

    private Optional<Quoted> quote(Site site, String service, @Nullable Object shipBy) {
        return shipBy == null
                ? Optional.empty()
                : quote(site.warehouse().id(), request.needs(), service, Instant.parse(shipBy.toString()));
    }

    private Optional<Site> byCode(String code) {
        return sites.values().stream()
                .filter(site -> site.warehouse().code().equals(code))
                .findFirst();
    }

    private Site site(WarehouseId id) {
        return Objects.requireNonNull(sites.get(id));
    }

    private static Place origin(Site site) {
        var w = site.warehouse();
        return new Place(w.country(), w.region(), w.latitude(), w.longitude());
    }

    private static @Nullable Place place(Address given) {
        var address = Addresses.normalise(given);
        if (address.country().length() != 2) return null;
        var located = Places.locate(address);
        return new Place(
                address.country(),
                address.region(),
                located.map(l -> l.latitude()).orElse(null),
                located.map(l -> l.longitude()).orElse(null));
    }
}
