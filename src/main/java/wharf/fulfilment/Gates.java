package wharf.fulfilment;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.Orders;
import wharf.packing.PackGate;
import wharf.picking.PickGate;
import wharf.shared.FulfilmentId;
import wharf.shared.ParcelId;
import wharf.shipping.ParcelLine;
import wharf.shipping.Parcels;
import wharf.shipping.ShipGate;

/**
 * What the floor must not touch: cancelled and held fulfilments. Each question locks the orders, then the fulfilments, so that a cancellation
 * waits for the scan or is seen by it. Locks everywhere: parcel, order, fulfilment, batch, task, stock.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Gates implements PickGate, PackGate, ShipGate {
    private final Fulfilments fulfilments;
    private final Orders orders;
    private final Holds holds;
    private final Parcels parcels;

    Gates(Fulfilments fulfilments, Orders orders, Holds holds, Parcels parcels) {
        this.fulfilments = fulfilments;
        this.orders = orders;
        this.holds = holds;
        this.parcels = parcels;
    }

    /** Why a fulfilment is stopped. */
    private record Stopped(boolean cancelled, String reason) {}

    private Map<FulfilmentId, Stopped> ask(Collection<FulfilmentId> ids, Hold.Gate gate) {
        var owners = fulfilments.orders(ids);
        orders.lock(List.copyOf(new java.util.HashSet<>(owners.values())));
        var held = holds.stopping(owners.values(), gate);
        var stopped = new HashMap<FulfilmentId, Stopped>();
        for (var fulfilment : fulfilments.lock(ids)) {
            var hold = held.get(fulfilment.order());
            if (fulfilment.state() == FulfilmentState.CANCELLED)
                stopped.put(fulfilment.id(), new Stopped(true, "The order was cancelled or goes another way."));
            else if (hold != null) stopped.put(fulfilment.id(), new Stopped(false, hold));
        }
        return stopped;
    }

    @Override
    public Map<FulfilmentId, String> stopped(Collection<FulfilmentId> ids) {
        var reasons = new HashMap<FulfilmentId, String>();
        ask(ids, Hold.Gate.PICK).forEach((id, stopped) -> reasons.put(id, stopped.reason()));
        return reasons;
    }

    @Override
    public Map<FulfilmentId, Stop> stops(Collection<FulfilmentId> ids) {
        var stops = new HashMap<FulfilmentId, Stop>();
        ask(ids, Hold.Gate.PACK).forEach((id, stopped) -> stops.put(id, stop(stopped)));
        return stops;
    }

    private static Stop stop(Stopped stopped) {
        return stopped.cancelled()
                ? new Stop(Stop.Kind.PUT_BACK, stopped.reason() + " Take the tote to put-back.")
                : new Stop(Stop.Kind.HELD, "Held: " + stopped.reason() + " Leave the tote as it is.");
    }

    @Override
    public Map<ParcelId, String> refusals(Collection<ParcelId> ids) {
        var byParcel = new HashMap<ParcelId, List<FulfilmentId>>();
        for (var id : ids) {
            parcels.find(id)
                    .ifPresent(parcel -> byParcel.put(
                            id,
                            parcel.lines().stream()
                                    .map(ParcelLine::fulfilment)
                                    .distinct()
                                    .toList()));
        }
        var stopped =
                ask(byParcel.values().stream().flatMap(List::stream).distinct().toList(), Hold.Gate.SHIP);
        var refusals = new HashMap<ParcelId, String>();
        byParcel.forEach((parcel, inside) -> inside.stream()
                .filter(stopped::containsKey)
                .findFirst()
                .ifPresent(id -> refusals.put(
                        parcel,
                        java.util.Objects.requireNonNull(stopped.get(id)).reason())));
        return refusals;
    }
}
