package wharf.shipping;

import java.util.Collection;
import java.util.Map;
import wharf.shared.ParcelId;

/** Asked before a parcel leaves: whoever knows of holds and cancellations implements it as a bean. Called inside the transaction that ships. */
public interface ShipGate {
    /** Which of these parcels must not leave, each with a sentence for the person who scanned it; the others may. */
    Map<ParcelId, String> refusals(Collection<ParcelId> parcels);
}
