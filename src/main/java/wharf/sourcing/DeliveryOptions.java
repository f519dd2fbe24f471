package wharf.sourcing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.geography.Places;
import wharf.packing.PackPlans;
import wharf.platform.BusinessClock;
import wharf.shared.ItemId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;
import wharf.shipping.Rates;

/**
 * What can be promised now: for each service the sites routing would choose, the cut-off they would make, and by the rate sheets what the
 * parcels would cost and when they arrive. Looks only: commits nothing, stores nothing, remembers nothing.
 */
@Service
public class DeliveryOptions {
    private static final Comparator<DeliveryOption> SOONEST = Comparator.comparing(DeliveryOption::deliverBy)
            .thenComparing(option -> option.price().minor())
            .thenComparing(DeliveryOption::service);

    private final Routing routing;
    private final PackPlans packing;
    private final Rates rates;
    private final BusinessClock clock;

    DeliveryOptions(Routing routing, PackPlans packing, Rates rates, BusinessClock clock) {
        this.routing = routing;
        this.packing = packing;
        this.rates = rates;
        this.clock = clock;
    }

    /**
     * The options, cheapest first; one that costs as much as another and arrives no sooner is left out. Empty when no site has the units, or
     * no service goes there.
     */
    @Transactional(readOnly = true)
    public List<DeliveryOption> of(DeliveryRequest request) {
        var sites = routing.sites();
        var free = routing.free(request.needs());
        var quoting = new Quoting(request, packing, rates, sites);
        var options = new ArrayList<DeliveryOption>();
        for (var service : services(sites, quoting))
            option(request, service, sites, free, quoting).ifPresent(options::add);
        return worthOffering(options);
    }

    /** What the sites list; a site without a list offers whatever a rate sheet prices. */
    private Iterable<String> services(List<Site> sites, Quoting quoting) {
        var services = new TreeSet<String>();
        for (var site : sites) {
            var listed = site.calendar().services().keySet();
            services.addAll(listed.isEmpty() ? quoting.servicesOfTheSheets(site, clock.instant()) : listed);
        }
        return services;
    }

    private Optional<DeliveryOption> option(
            DeliveryRequest request,
            String service,
            List<Site> sites,
            Map<ItemId, Map<WarehouseId, Long>> free,
            Quoting quoting) {
        var now = clock.instant();
        var wanted = new RouteRequest(
                request.merchant(),
                OrderId.next(),
                request.shipTo(),
                service,
                request.allowSplit(),
                now,
                request.needs());
        var route = new NearestFirst(sites).route(wanted, Places.locate(request.shipTo()), copy(free), 0, now);
        return route.isPossible() ? quoting.option(route, service) : Optional.empty();
    }

    private static Map<ItemId, Map<WarehouseId, Long>> copy(Map<ItemId, Map<WarehouseId, Long>> free) {
        var copy = new HashMap<ItemId, Map<WarehouseId, Long>>();
        free.forEach((item, perSite) -> copy.put(item, new HashMap<>(perSite)));
        return copy;
    }

    private static List<DeliveryOption> worthOffering(List<DeliveryOption> options) {
        options.sort(SOONEST);
        var worth = new ArrayList<DeliveryOption>();
        for (var option : options) {
            boolean beaten = worth.stream()
                    .anyMatch(sooner ->
                            sooner.price().currency().equals(option.price().currency())
                                    && sooner.price().minor() <= option.price().minor());
            if (!beaten) worth.add(option);
        }
        return worth.reversed();
    }
}
