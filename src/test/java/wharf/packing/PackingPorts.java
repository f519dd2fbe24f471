package wharf.packing;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import wharf.shared.FulfilmentId;
import wharf.shared.WarehouseId;

/** Hand-written stand-ins for what the coordinator of fulfilments implements. */
@TestConfiguration(proxyBeanMethods = false)
class PackingPorts {
    @Bean
    @Primary
    Coordinator coordinator() {
        return new Coordinator();
    }

    /** All three ports over maps. */
    static final class Coordinator implements PackOrders, PackGate, PackInstructions {
        final Map<FulfilmentId, PackOrder> known = new ConcurrentHashMap<>();
        final Map<FulfilmentId, Stop> stopped = new ConcurrentHashMap<>();
        final Map<UUID, PackInstruction> notes = new ConcurrentHashMap<>();

        @Override
        public Optional<FulfilmentId> byNumber(WarehouseId site, String number) {
            return known.values().stream()
                    .filter(order -> order.number().equals(number))
                    .map(PackOrder::fulfilment)
                    .findFirst();
        }

        @Override
        public Map<FulfilmentId, PackOrder> of(Collection<FulfilmentId> fulfilments) {
            return known.values().stream()
                    .filter(order -> fulfilments.contains(order.fulfilment()))
                    .collect(Collectors.toMap(PackOrder::fulfilment, Function.identity()));
        }

        @Override
        public Map<FulfilmentId, Stop> stops(Collection<FulfilmentId> fulfilments) {
            var stops = new HashMap<>(stopped);
            stops.keySet().retainAll(fulfilments);
            return stops;
        }

        @Override
        public List<PackInstruction> forPacking(Collection<FulfilmentId> fulfilments) {
            return notes.values().stream()
                    .filter(note -> fulfilments.contains(note.fulfilment()))
                    .toList();
        }

        @Override
        public void acknowledge(FulfilmentId fulfilment, UUID instruction) {
            notes.computeIfPresent(
                    instruction,
                    (id, note) ->
                            new PackInstruction(id, note.fulfilment(), note.lineNo(), note.type(), note.text(), true));
        }
    }
}
