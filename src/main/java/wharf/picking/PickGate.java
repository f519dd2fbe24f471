package wharf.picking;

import java.util.Collection;
import java.util.Map;
import wharf.shared.FulfilmentId;

/**
 * Says which fulfilments must not be picked: cancelled meanwhile, or held. Asked inside the transaction, before a task is shown or
 * picked and before picking locks any row of its own, so an implementation may lock the fulfilments; it must not call picking back.
 * Locks are taken in the order fulfilment, batch, task, stock; whoever calls {@link PickCancellation} may hold fulfilments too.
 */
public interface PickGate {
    /** Why each of those that must stop has to, one sentence; the others are absent. Their tasks are withdrawn at once. */
    Map<FulfilmentId, String> stopped(Collection<FulfilmentId> fulfilments);
}
