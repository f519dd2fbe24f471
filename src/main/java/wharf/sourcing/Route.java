package wharf.sourcing;

import java.time.Instant;
import java.util.List;
import wharf.platform.Decision;
import wharf.shared.WarehouseId;

/** Where an order is to be shipped from, and why. No legs: no warehouse can ship it as it must be shipped. */
public record Route(List<Leg> legs, Decision decision) {
    /**
     * What one warehouse ships.
     *
     * @param service the carrier service its cut-off was taken from
     * @param shipBy the cut-off it has to leave by
     */
    public record Leg(WarehouseId site, String service, Instant shipBy, List<RouteRequest.Need> needs) {}

    public Route {
        legs = List.copyOf(legs);
    }

    public boolean isPossible() {
        return !legs.isEmpty();
    }
}
