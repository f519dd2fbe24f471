package wharf.fulfilment;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.order.Orders;
import wharf.picking.PickCancellation;
import wharf.platform.Sql;
import wharf.shared.FulfilmentId;
import wharf.shared.OrderId;
import wharf.shipping.ParcelState;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;

/**
 * Orders of merchants that ship complete or not at all: when units turn out to be missing, what the floor has of them already is taken back, so
 * that it leaves with the rest and from one place. Once something has left there is nothing left to keep together.
 */
@Component
class WholeOrders {
    private static final String REASON = "The order ships complete, and units of it are missing.";
    private static final String BROKEN_UP = """
            select distinct f.order_id
            from fulfilment f
            join merchant m on m.id = f.merchant_id
            where f.order_id = any(:orders)
            and m.ship_complete
            and f.state not in ('SHIPPED', 'CANCELLED')
            and not exists (select from reservation r where r.order_id = f.order_id and r.shipped > 0)
            and exists (
              select
              from reservation r
              where r.order_id = f.order_id
              and (r.backordered > 0 or r.reserved > coalesce((
                select sum(s.quantity - s.allocated - s.picked - s.packed - s.shipped - s.dropped)
                from site_reservation s
                where s.order_id = r.order_id and s.line_no = r.line_no and s.item_id = r.item_id), 0)))
            """;

    private final JdbcClient jdbc;
    private final Orders orders;
    private final Fulfilments fulfilments;
    private final Parcels parcels;
    private final PickCancellation picks;
    private final Progress progress;
    private final TransactionTemplate transaction;

    WholeOrders(
            JdbcClient jdbc,
            Orders orders,
            Fulfilments fulfilments,
            Parcels parcels,
            PickCancellation picks,
            Progress progress,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.fulfilments = fulfilments;
        this.parcels = parcels;
        this.picks = picks;
        this.progress = progress;
        this.transaction = transaction;
    }

    /** Takes back what is on the floor of orders that have come apart; in transactions of its own, one an order. */
    void gather(Collection<OrderId> ids) {
        for (var order : brokenUp(ids)) transaction.executeWithoutResult(status -> takeBack(order));
    }

    private List<OrderId> brokenUp(Collection<OrderId> ids) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> jdbc.sql(BROKEN_UP)
                .param("orders", Sql.ids(ids))
                .query((row, n) -> new OrderId(row.getObject("order_id", UUID.class)))
                .list()));
    }

    private void takeBack(OrderId id) {
        // Scan-out locks parcels before the order; so must whoever may have to void them.
        parcels.lock(openParcels(open(id)).stream().map(ParcelView::id).toList());
        orders.lock(List.of(id));
        if (brokenUp(List.of(id)).isEmpty()) return;
        var open = open(id);
        fulfilments.lock(open);
        parcels.voidParcels(openParcels(open).stream().map(ParcelView::id).toList(), REASON);
        fulfilments.move(open, FulfilmentState.CANCELLED, REASON);
        picks.cancel(open, REASON);
        progress.update(List.of(id));
    }

    private List<FulfilmentId> open(OrderId id) {
        return fulfilments.of(id).stream()
                .filter(fulfilment -> !fulfilment.state().isFinal())
                .map(FulfilmentView::id)
                .toList();
    }

    private List<ParcelView> openParcels(List<FulfilmentId> inside) {
        return parcels.of(inside).stream()
                .filter(parcel -> EnumSet.of(ParcelState.PACKED, ParcelState.LABELLED, ParcelState.MANIFESTED)
                        .contains(parcel.state()))
                .toList();
    }
}
