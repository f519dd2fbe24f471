package wharf.fulfilment;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.packing.OpenCartons;
import wharf.picking.PackedCartons;
import wharf.shared.WarehouseId;
import wharf.shipping.Parcels;

/** Tells picking what packing and shipping know of cartons. */
@Component
class FloorCartons implements PackedCartons {
    private final OpenCartons open;
    private final Parcels parcels;

    FloorCartons(OpenCartons open, Parcels parcels) {
        this.open = open;
        this.parcels = parcels;
    }

    @Override
    @Transactional(readOnly = true)
    public Set<UUID> places(WarehouseId site, String scanned) {
        return Set.copyOf(parcels.containers(site, scanned));
    }

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, Carton> of(Collection<UUID> places) {
        var cartons = new HashMap<UUID, Carton>();
        open.from(places).forEach((place, code) -> cartons.put(place, new Carton(null, null, null, code)));
        parcels.printedOn(places)
                .forEach(parcel -> cartons.put(
                        parcel.container(),
                        new Carton(String.valueOf(parcel.number()), parcel.sscc(), parcel.tracking(), null)));
        return cartons;
    }
}
