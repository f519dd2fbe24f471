package wharf.fulfilment;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.geography.Address;
import wharf.order.OrderView;
import wharf.picking.PickCancellation;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shipping.ParcelState;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;
import wharf.shipping.ShipTo;

/**
 * Takes what warehouses do for an order back, at whatever stage it is: planned work is forgotten, picks are diverted at the next scan with
 * put-back tasks, labels are voided or bought anew. The callers hold the order's lock.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class FloorRecall {
    private final Fulfilments fulfilments;
    private final PickCancellation picks;
    private final Parcels parcels;

    FloorRecall(Fulfilments fulfilments, PickCancellation picks, Parcels parcels) {
        this.fulfilments = fulfilments;
        this.picks = picks;
        this.parcels = parcels;
    }

    /** What was taken back: fulfilments by number, and units that have been picked and have to go back to their bins. */
    record Recalled(List<Long> numbers, int toPutBack, int voidedParcels) {}

    /** Before the order is locked: scan-out locks parcels first, so must whoever may have to void them. */
    void lockParcels(OrderId id) {
        var inside = active(fulfilments.of(id)).stream().map(FulfilmentView::id).toList();
        parcels.lock(parcels.of(inside).stream().map(ParcelView::id).toList());
    }

    /** Fulfilments that hold units of lines of which more is cancelled than no warehouse has. */
    List<FulfilmentView> affected(OrderView order, List<OrderCare.LineCancel> cancels, List<FulfilmentView> all) {
        var lines = new HashSet<Integer>();
        for (var cancel : cancels) {
            var line = order.lines().stream()
                    .filter(l -> l.number() == cancel.line())
                    .findFirst()
                    .orElseThrow();
            if (cancel.quantity() > unrouted(line, all)) lines.add(cancel.line());
        }
        return active(all).stream()
                .filter(f -> f.lines().stream().anyMatch(l -> l.open() > 0 && lines.contains(l.lineNo())))
                .toList();
    }

    private static int unrouted(OrderView.Line line, List<FulfilmentView> all) {
        return OrderView.whole(line, u -> {
            int planned = active(all).stream()
                    .flatMap(f -> f.lines().stream())
                    .filter(l -> l.lineNo() == line.number() && l.item().equals(u.item()))
                    .mapToInt(FulfilmentView.Line::planned)
                    .sum();
            return u.backordered() + u.reserved() - planned;
        });
    }

    static List<FulfilmentView> active(List<FulfilmentView> all) {
        return all.stream().filter(f -> !f.state().isFinal()).toList();
    }

    static List<FulfilmentView> planned(List<FulfilmentView> all) {
        return all.stream().filter(f -> f.state() == FulfilmentState.PLANNED).toList();
    }

    /** Parcels of these fulfilments that have not left. */
    List<ParcelId> openParcels(Collection<FulfilmentView> inside) {
        return parcels.of(inside.stream().map(FulfilmentView::id).toList()).stream()
                .filter(parcel -> EnumSet.of(ParcelState.PACKED, ParcelState.LABELLED, ParcelState.MANIFESTED)
                        .contains(parcel.state()))
                .map(ParcelView::id)
                .toList();
    }

    Recalled recall(List<FulfilmentView> which, String reason) {
        if (which.isEmpty()) return new Recalled(List.of(), 0, 0);
        var ids = which.stream().map(FulfilmentView::id).toList();
        var open = openParcels(which);
        fulfilments.lock(ids);
        parcels.voidParcels(open, reason);
        fulfilments.move(ids, FulfilmentState.CANCELLED, reason);
        var withdrawn = picks.cancel(ids, reason);
        return new Recalled(
                which.stream().map(FulfilmentView::number).toList(),
                withdrawn.toPutBack().stream().mapToInt(unit -> unit.quantity()).sum(),
                open.size());
    }

    /** Sends open parcels of fulfilments that go on elsewhere; returns how many get a new label. */
    int relabel(List<FulfilmentView> all, Address address) {
        var open = openParcels(active(all));
        if (!open.isEmpty()) parcels.readdress(open, ShipTo.of(address), "The address has changed.");
        return open.size();
    }
}
