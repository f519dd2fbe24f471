package wharf.shipping.tracking;

import java.util.Collection;
import java.util.Set;
import wharf.shared.OrderId;

/** Orders whose parcels the simulated carrier brings in time, whatever it would have drawn for them. Asked when a parcel is handed over. */
public interface SmoothTrips {
    /** Which of these orders are such ones. */
    Set<OrderId> among(Collection<OrderId> orders);
}
