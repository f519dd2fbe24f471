package wharf.sourcing;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.geography.Places;
import wharf.inventory.Stock;
import wharf.inventory.Stock.Offer;
import wharf.platform.BusinessClock;
import wharf.shared.ItemId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;
import wharf.warehouse.WorkCalendars;

/** Chooses warehouses for a batch of orders over what is free at this moment; whether it still is, the commitment decides. */
@Service
public class Routing {
    private final Warehouses warehouses;
    private final WorkCalendars calendars;
    private final Stock stock;
    private final BusinessClock clock;

    Routing(Warehouses warehouses, WorkCalendars calendars, Stock stock, BusinessClock clock) {
        this.warehouses = warehouses;
        this.calendars = calendars;
        this.stock = stock;
        this.clock = clock;
    }

    /** A route for each request, in the order given: what one takes, the next cannot have. */
    @Transactional(readOnly = true)
    public Map<OrderId, Route> route(List<RouteRequest> requests) {
        if (requests.isEmpty()) return Map.of();
        var policy = new NearestFirst(sites());
        var offers = offers(
                requests.stream().flatMap(request -> request.needs().stream()).toList());
        var free = free(offers);
        var now = clock.instant();
        var routes = new LinkedHashMap<OrderId, Route>();
        for (var request : requests)
            routes.put(
                    request.order(),
                    policy.route(request, Places.locate(request.shipTo()), free, waiting(request, offers), now));
        return routes;
    }

    /** The sites that ship, with their calendars. */
    List<Site> sites() {
        var active = warehouses.all().stream().filter(Warehouse::active).toList();
        var byId = calendars.of(active.stream().map(Warehouse::id).toList());
        return active.stream()
                .map(site -> new Site(site, java.util.Objects.requireNonNull(byId.get(site.id()))))
                .toList();
    }

    private Map<ItemId, Map<WarehouseId, Offer>> offers(List<RouteRequest.Need> needs) {
        return stock.offers(
                needs.stream().map(RouteRequest.Need::item).distinct().toList());
    }

    /** What of the items needed pickers could be sent to at each site, in maps that may be changed. */
    Map<ItemId, Map<WarehouseId, Long>> free(List<RouteRequest.Need> needs) {
        return free(offers(needs));
    }

    private static Map<ItemId, Map<WarehouseId, Long>> free(Map<ItemId, Map<WarehouseId, Offer>> offers) {
        var free = new HashMap<ItemId, Map<WarehouseId, Long>>();
        offers.forEach((item, sites) -> {
            var perSite = new HashMap<WarehouseId, Long>();
            sites.forEach((site, offer) -> perSite.put(site, offer.pickable()));
            free.put(item, perSite);
        });
        return free;
    }

    /** How many of the units it needs are in stock somewhere, but in no bin a picker can be sent to. */
    private static long waiting(RouteRequest request, Map<ItemId, Map<WarehouseId, Offer>> offers) {
        return request.needs().stream()
                .mapToLong(need -> Math.min(
                        need.quantity(),
                        offers.getOrDefault(need.item(), Map.of()).values().stream()
                                .mapToLong(offer -> offer.free() - offer.pickable())
                                .sum()))
                .sum();
    }
}
