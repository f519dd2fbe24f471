package wharf.picking;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.context.TestComponent;
import wharf.shared.FulfilmentId;

/** A gate that stops what a test tells it to. */
@TestComponent
class Stops implements PickGate {
    private final Map<FulfilmentId, String> stopped = new ConcurrentHashMap<>();

    void stop(FulfilmentId fulfilment, String reason) {
        stopped.put(fulfilment, reason);
    }

    @Override
    public Map<FulfilmentId, String> stopped(Collection<FulfilmentId> fulfilments) {
        var found = new HashMap<>(stopped);
        found.keySet().retainAll(List.copyOf(fulfilments));
        return found;
    }
}
