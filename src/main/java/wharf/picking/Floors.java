package wharf.picking;

import java.util.Collection;
import java.util.HashMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import wharf.shared.WarehouseId;
import wharf.walking.Stop;
import wharf.warehouse.FloorPlan;
import wharf.warehouse.Layouts;

/** How one walks over some bins of a site. */
@Component
class Floors {
    private final Layouts layouts;

    Floors(Layouts layouts) {
        this.layouts = layouts;
    }

    Floor over(WarehouseId site, Collection<UUID> places) {
        var layout = layouts.plan(site).map(FloorPlan::layout).orElse(null);
        var stops = new HashMap<UUID, Stop>();
        layouts.bins(site, places).forEach((place, bin) -> stops.put(place, bin.stop()));
        return new Floor(layout, stops);
    }
}
