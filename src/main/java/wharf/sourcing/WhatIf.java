package wharf.sourcing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import wharf.geography.Located;
import wharf.shared.ItemId;
import wharf.shared.WarehouseId;
import wharf.warehouse.SiteCalendar;
import wharf.warehouse.Warehouse;

/**
 * What routing would choose over assumed sites and an assumed stock, by the rules it goes by in earnest. Looks nothing up and commits nothing.
 */
public final class WhatIf {
    private final NearestFirst policy;

    /** @param sites that ship, whether they exist or are only thought of */
    public WhatIf(Map<Warehouse, SiteCalendar> sites) {
        policy = new NearestFirst(sites.entrySet().stream()
                .map(site -> new Site(site.getKey(), site.getValue()))
                .toList());
    }

    /**
     * Routes one order and takes its units out of {@code free}.
     *
     * @param destination where it goes; empty when nobody knows
     * @param free units by item and site, in maps that may be changed
     */
    public Route route(
            RouteRequest request,
            Optional<Located> destination,
            Map<ItemId, Map<WarehouseId, Long>> free,
            Instant now) {
        return policy.route(request, destination, free, 0, now);
    }
}
