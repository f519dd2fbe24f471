package wharf.demo.tour;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.fulfilment.FulfilmentState;
import wharf.fulfilment.FulfilmentView;
import wharf.fulfilment.Fulfilments;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.returns.ReturnView;
import wharf.returns.Returns;
import wharf.shared.FulfilmentId;
import wharf.shared.OrderId;
import wharf.shipping.ParcelState;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;

/** Reads how far a visitor's order is: always from the order itself, so that whoever moves it, the guide knows. */
@Component
class Stands {
    private final Orders orders;
    private final Fulfilments fulfilments;
    private final Parcels parcels;
    private final Returns returns;
    private final TransactionTemplate transaction;

    Stands(Orders orders, Fulfilments fulfilments, Parcels parcels, Returns returns, TransactionTemplate transaction) {
        this.orders = orders;
        this.fulfilments = fulfilments;
        this.parcels = parcels;
        this.returns = returns;
        this.transaction = transaction;
    }

    /** In a scope that sees the merchant. */
    Stand of(@Nullable Visit visit) {
        if (visit == null) return Stand.NOTHING;
        var order = visit.order();
        if (order == null) return new Stand(Step.BUY, visit, null, null, null, null);
        return Objects.requireNonNull(transaction.execute(status -> read(visit, order)));
    }

    private Stand read(Visit visit, OrderId id) {
        var order = orders.find(id).orElse(null);
        var fulfilment = fulfilments.of(id).stream()
                .filter(one -> one.state() != FulfilmentState.CANCELLED)
                .min(Comparator.comparing(FulfilmentView::state))
                .orElse(null);
        var parcel = fulfilment == null ? null : parcel(fulfilment.id());
        var back = returns.of(id).stream()
                .filter(one -> one.lines().stream().anyMatch(Stands::mayComeBack))
                .findFirst()
                .orElse(null);
        return new Stand(step(order, fulfilment, parcel, back), visit, order, fulfilment, parcel, back);
    }

    private @Nullable ParcelView parcel(FulfilmentId fulfilment) {
        return parcels.of(List.of(fulfilment)).stream()
                .filter(one -> one.state() != ParcelState.VOIDED)
                .findFirst()
                .orElse(null);
    }

    private static Step step(
            @Nullable OrderView order,
            @Nullable FulfilmentView fulfilment,
            @Nullable ParcelView parcel,
            @Nullable ReturnView back) {
        if (order == null || order.state() == OrderState.CANCELLED) return Step.BUY;
        if (order.state() == OrderState.RECEIVED || order.state() == OrderState.AWAITING_PAYMENT) return Step.BUY;
        if (back != null) return Stand.isOver(back) ? Step.LOOK_BACK : Step.EXCHANGE;
        if (fulfilment == null) return Step.WHY;
        return switch (fulfilment.state()) {
            case PLANNED -> Step.WHY;
            case RELEASED, PICKING -> Step.PICK;
            case PICKED, PACKING -> Step.PACK;
            case PACKED -> Step.SHIP;
            case SHIPPED -> parcel != null && parcel.state() == ParcelState.DELIVERED ? Step.EXCHANGE : Step.FOLLOW;
            case CANCELLED -> Step.BUY;
        };
    }

    private static boolean mayComeBack(ReturnView.Line line) {
        return line.quantity() > line.rejected() + line.expired() + line.cancelled();
    }
}
