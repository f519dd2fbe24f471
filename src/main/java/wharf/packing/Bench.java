package wharf.packing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.Allocations;
import wharf.inventory.Allocations.Held;
import wharf.inventory.PlaceRef;
import wharf.shared.FulfilmentId;

/** What lies before the packer: units waiting in containers, units in the carton, and what must not be packed any more. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Bench {
    private final PackSessions sessions;
    private final PackScans scans;
    private final Allocations allocations;
    private final PackGate gate;

    // The gate is implemented above this module, by a bean that needs this one in turn.
    Bench(PackSessions sessions, PackScans scans, Allocations allocations, @Lazy PackGate gate) {
        this.sessions = sessions;
        this.scans = scans;
        this.allocations = allocations;
        this.gate = gate;
    }

    /** Picked and to be packed: not in a bin any more, not in a carton yet, still wanted. */
    static boolean waits(Held held) {
        return !held.orphaned() && isContainer(held.placeKind());
    }

    private static boolean isContainer(PlaceRef.Kind kind) {
        return switch (kind) {
            case TOTE, PALLET, STAGING -> true;
            case BIN, CARTON, SUPPLIER, CUSTOMER, ADJUSTMENT, SCRAP, IN_TRANSIT -> false;
        };
    }

    List<FulfilmentId> openFulfilments(UUID session) {
        return sessions.members(session).stream()
                .filter(PackSessions.Member::open)
                .map(PackSessions.Member::fulfilment)
                .toList();
    }

    List<Held> held(Collection<FulfilmentId> fulfilments) {
        return fulfilments.isEmpty() ? List.of() : allocations.of(fulfilments);
    }

    Map<FulfilmentId, PackGate.Stop> stops(Collection<FulfilmentId> fulfilments) {
        return fulfilments.isEmpty() ? Map.of() : gate.stops(fulfilments);
    }

    /** As {@link #stops}; fulfilments that have to be put back leave the session at once, what is in the carton included. */
    Map<FulfilmentId, PackGate.Stop> stopsAfterDiverting(PackSession session) {
        var stops = new HashMap<>(stops(openFulfilments(session.id())));
        var putBack = stops.entrySet().stream()
                .filter(stop -> stop.getValue().kind() == PackGate.Stop.Kind.PUT_BACK)
                .map(Map.Entry::getKey)
                .toList();
        if (!putBack.isEmpty()) {
            scans.divert(session.id(), putBack);
            if (scans.inCarton(session.id()).isEmpty()) sessions.carton(session.id(), null);
            sessions.finish(session.id(), putBack);
        }
        return stops;
    }

    /** Fulfilments with nothing left to do here leave the session; the last one closes it. */
    void settle(UUID session) {
        var open = openFulfilments(session);
        var busy =
                held(open).stream().filter(Bench::waits).map(Held::fulfilment).collect(Collectors.toSet());
        scans.inCarton(session).forEach(row -> busy.add(row.fulfilment()));
        var done = new ArrayList<>(open);
        done.removeAll(busy);
        if (!done.isEmpty()) sessions.finish(session, done);
    }
}
