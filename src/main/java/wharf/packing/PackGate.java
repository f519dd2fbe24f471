package wharf.packing;

import java.util.Collection;
import java.util.Map;
import wharf.shared.FulfilmentId;

/**
 * Port: asked before anything is packed, at opening, at each scan and at closing, inside the transaction that packs. Whoever knows of
 * holds and cancellations implements it as a bean, and locks the fulfilments it answers for, so that a cancellation waits for the scan
 * or is seen by it.
 */
public interface PackGate {
    /** Which of these must not be packed, and why; absent ones may. */
    Map<FulfilmentId, Stop> stops(Collection<FulfilmentId> fulfilments);

    /** Why packing stops. {@code message} is for the packer: what happened and what to do with the goods. */
    record Stop(Kind kind, String message) {
        public enum Kind {
            /** May go on later: leave the tote as it is. */
            HELD,
            /** Will never go: the goods have to be put back. */
            PUT_BACK
        }
    }
}
