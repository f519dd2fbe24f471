package wharf.picking;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import wharf.shared.FulfilmentId;

/** Asks every gate there is, and withdraws what one of them stops. */
@Component
class PickGates {
    private final ObjectProvider<PickGate> gates;
    private final PickCancellation cancellation;

    PickGates(ObjectProvider<PickGate> gates, PickCancellation cancellation) {
        this.gates = gates;
        this.cancellation = cancellation;
    }

    /** Those that were stopped, and why. To be called before any row of picking is locked. */
    Map<FulfilmentId, String> stop(Collection<FulfilmentId> fulfilments) {
        if (fulfilments.isEmpty()) return Map.of();
        var stopped = new HashMap<FulfilmentId, String>();
        gates.orderedStream().forEach(gate -> gate.stopped(fulfilments).forEach(stopped::putIfAbsent));
        Set.copyOf(stopped.values()).forEach(reason -> cancellation.cancel(because(stopped, reason), reason));
        return stopped;
    }

    private static List<FulfilmentId> because(Map<FulfilmentId, String> stopped, String reason) {
        return stopped.entrySet().stream()
                .filter(entry -> entry.getValue().equals(reason))
                .map(Map.Entry::getKey)
                .toList();
    }
}
