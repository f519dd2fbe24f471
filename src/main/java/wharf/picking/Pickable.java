package wharf.picking;

import java.time.Instant;
import java.util.List;
import wharf.inventory.Allocated;
import wharf.shared.FulfilmentId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/** A fulfilment with the units it was given, not empty. */
record Pickable(FulfilmentId fulfilment, Instant shipBy, int priority, List<Allocated> picks) {
    MerchantId merchant() {
        return picks.getFirst().demand().merchant();
    }

    OrderId order() {
        return picks.getFirst().demand().order();
    }

    int firstSequence() {
        return picks.stream().mapToInt(Allocated::sequence).min().orElse(0);
    }
}
