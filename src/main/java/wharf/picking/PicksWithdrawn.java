package wharf.picking;

import java.util.List;
import java.util.Set;
import wharf.shared.FulfilmentId;

/**
 * Fulfilments are to be picked no longer. Published in the transaction that withdrew them, to listeners that join it.
 *
 * @param freed units that waited in their bins; they are free again
 * @param toPutBack units in containers; they stay bound there until they are scanned into a bin
 */
public record PicksWithdrawn(Set<FulfilmentId> fulfilments, String reason, List<Unit> freed, List<Unit> toPutBack) {
    public PicksWithdrawn {
        fulfilments = Set.copyOf(fulfilments);
        freed = List.copyOf(freed);
        toPutBack = List.copyOf(toPutBack);
    }
}
