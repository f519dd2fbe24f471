package wharf.demo.tour;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.checkout.CartOrdered;
import wharf.demo.people.LeaveAlone;
import wharf.fulfilment.FulfilmentState;
import wharf.fulfilment.FulfilmentView;
import wharf.fulfilment.Fulfilments;
import wharf.fulfilment.OrderCare;
import wharf.fulfilment.Releases;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.shared.OrderId;
import wharf.shipping.tracking.SmoothTrips;

/**
 * Keeps a visitor's order for the visitor. It is held before the floor in the transaction that binds it to its cart; picking it lifts the hold,
 * releases it alone and gives its batch to the picker, in one transaction: nobody comes in between. The hold ends by itself. Its parcel is
 * spared the simulated carrier's adventures, which would end the visit.
 */
@Component
class YourOrder implements LeaveAlone, SmoothTrips {
    private static final String WHY =
            "Demo: kept for the visitor who ordered it. The simulated staff leaves it alone until they pick it.";

    private final VisitRows visits;
    private final Orders orders;
    private final Holds holds;
    private final OrderCare care;
    private final Fulfilments fulfilments;
    private final Releases releases;
    private final BusinessClock clock;

    YourOrder(
            VisitRows visits,
            Orders orders,
            Holds holds,
            OrderCare care,
            Fulfilments fulfilments,
            Releases releases,
            BusinessClock clock) {
        this.visits = visits;
        this.orders = orders;
        this.holds = holds;
        this.care = care;
        this.fulfilments = fulfilments;
        this.releases = releases;
        this.clock = clock;
    }

    /** The visitor has ordered. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(CartOrdered ordered) {
        var visit = visits.byCart(ordered.cart());
        if (visit.isEmpty()) return;
        var order = orders.lock(List.of(ordered.order())).stream().findFirst().orElseThrow();
        Instant until = clock.instant().plus(VisitRows.KEPT);
        var hold = holds.place(order, Hold.Kind.MANUAL, WHY, EnumSet.of(Hold.Gate.RELEASE), until);
        visits.ordered(visit.get(), ordered.order(), hold);
    }

    /** Gives the visitor's order to the acting picker; empty when there is nothing of it to be picked. */
    public Optional<UUID> take(Visit visit) {
        return planned(visit).flatMap(next -> releases.releaseToPicker(next.id(), () -> lift(visit)));
    }

    private void lift(Visit visit) {
        if (visit.order() != null && visit.hold() != null) care.lift(visit.order(), visit.hold());
    }

    private Optional<FulfilmentView> planned(Visit visit) {
        if (visit.order() == null) return Optional.empty();
        return fulfilments.of(visit.order()).stream()
                .filter(one -> one.state() == FulfilmentState.PLANNED)
                .findFirst();
    }

    @Override
    public Set<OrderId> among(Collection<OrderId> orders) {
        return visits.among(orders);
    }

    @Override
    public Set<UUID> orders() {
        return Context.background("demo").call(visits::kept);
    }
}
