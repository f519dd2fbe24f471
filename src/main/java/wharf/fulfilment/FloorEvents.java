package wharf.fulfilment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.Allocations;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.Orders;
import wharf.packing.PackingStarted;
import wharf.packing.UnitsPacked;
import wharf.picking.PicksWithdrawn;
import wharf.picking.Unit;
import wharf.picking.UnitsPicked;
import wharf.picking.UnitsUnpicked;
import wharf.platform.KillPoint;
import wharf.platform.Work;
import wharf.shared.FulfilmentId;
import wharf.shared.OrderId;
import wharf.shipping.LabelRefused;
import wharf.shipping.ParcelLine;
import wharf.shipping.Parcels;
import wharf.shipping.ParcelsScannedOut;
import wharf.shipping.tracking.MilestonesReached;

/**
 * What happens on the floor moves fulfilments and orders on, in the same transaction: the gates have locked both before. What is missing is for
 * {@link Shortages}.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class FloorEvents {
    private final Fulfilments fulfilments;
    private final Progress progress;
    private final Allocations allocations;
    private final Parcels parcels;
    private final Orders orders;
    private final Holds holds;
    private final Notices notices;
    private final Work work;

    FloorEvents(
            Fulfilments fulfilments,
            Progress progress,
            Allocations allocations,
            Parcels parcels,
            Orders orders,
            Holds holds,
            Notices notices,
            Work work) {
        this.fulfilments = fulfilments;
        this.progress = progress;
        this.allocations = allocations;
        this.parcels = parcels;
        this.orders = orders;
        this.holds = holds;
        this.notices = notices;
        this.work = work;
    }

    @EventListener
    public void on(UnitsPicked picked) {
        moved(picked.units(), false);
        KillPoint.reached("pick.moved");
    }

    @EventListener
    public void on(UnitsUnpicked unpicked) {
        moved(unpicked.units(), false);
    }

    @EventListener
    public void on(wharf.picking.UnitsShort shorted) {
        moved(shorted.units(), false);
    }

    @EventListener
    public void on(PicksWithdrawn withdrawn) {
        update(withdrawn.fulfilments(), false);
    }

    @EventListener
    public void on(PackingStarted started) {
        update(started.fulfilments(), true);
    }

    @EventListener
    public void on(UnitsPacked packed) {
        update(
                packed.units().stream()
                        .map(wharf.packing.Units::fulfilment)
                        .distinct()
                        .toList(),
                true);
        KillPoint.reached("parcel.packed");
    }

    @EventListener
    public void on(wharf.packing.UnitsShort shorted) {
        update(
                shorted.units().stream()
                        .map(wharf.packing.Units::fulfilment)
                        .distinct()
                        .toList(),
                true);
    }

    @EventListener
    public void on(LabelRefused refused) {
        var inside = parcels.find(refused.parcel()).stream()
                .flatMap(parcel -> parcel.lines().stream())
                .map(ParcelLine::order)
                .distinct()
                .toList();
        for (var order : orders.lock(inside)) {
            holds.place(
                    order,
                    Hold.Kind.ADDRESS,
                    "The carrier refuses the parcel: " + refused.reason(),
                    EnumSet.of(Hold.Gate.SHIP),
                    null);
        }
    }

    @EventListener
    public void on(ParcelsScannedOut out) {
        var leaving = new ArrayList<Allocations.Leaving>();
        for (var parcel : out.parcels()) {
            var carton = Objects.requireNonNull(parcel.container(), () -> "carton of parcel " + parcel.parcel());
            for (var line : parcel.lines()) leaving.add(leaving(line, carton));
        }
        allocations.ship(leaving);
        update(leaving.stream().map(Allocations.Leaving::fulfilment).distinct().toList(), false);
        var shipped = out.parcels().stream()
                .flatMap(parcel -> parcel.lines().stream()
                        .map(line -> new Work.Subject(line.order().value(), parcel.merchant())))
                .distinct()
                .toList();
        work.add(Steps.SETTLE, shipped);
        notices.shipped(out);
        KillPoint.reached("scan-out.shipped");
    }

    private static Allocations.Leaving leaving(ParcelLine line, UUID carton) {
        var lot = Objects.requireNonNullElse(line.lot(), "");
        return new Allocations.Leaving(line.fulfilment(), line.lineNo(), line.item(), lot, line.quantity(), carton);
    }

    /** The parcels are locked here, and the orders come before them: so they are only queued. */
    @EventListener
    public void on(MilestonesReached reached) {
        work.add(
                Steps.REFRESH,
                reached.parcels().stream()
                        .filter(MilestonesReached.Reached::moved)
                        .flatMap(parcel -> parcel.orders().stream()
                                .map(order -> new Work.Subject(order.value(), parcel.merchant())))
                        .toList());
    }

    private void moved(List<Unit> units, boolean packing) {
        update(units.stream().map(Unit::fulfilment).distinct().toList(), packing);
    }

    private void update(Collection<FulfilmentId> ids, boolean packing) {
        fulfilments.refresh(ids, packing);
        progress.update(List.copyOf(
                new java.util.HashSet<OrderId>(fulfilments.orders(ids).values())));
    }
}
