package wharf.packing;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import wharf.shared.FulfilmentId;
import wharf.shared.WarehouseId;

/** Port: what packing must know about fulfilments and their orders. Whoever coordinates fulfilments implements it as a bean. */
public interface PackOrders {
    /** The fulfilment of this number at this site, as printed or typed; empty when there is none. */
    Optional<FulfilmentId> byNumber(WarehouseId site, String number);

    /** Facts for station, parcel and packing slip; unknown ids are absent. */
    Map<FulfilmentId, PackOrder> of(Collection<FulfilmentId> fulfilments);
}
