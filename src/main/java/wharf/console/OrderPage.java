package wharf.console;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.fulfilment.FulfilmentView;
import wharf.fulfilment.OrderCare;
import wharf.order.Hold;
import wharf.order.Instructions;
import wharf.order.OrderRevisions;
import wharf.order.OrderView;
import wharf.payment.PaymentView;
import wharf.platform.StoredFiles;
import wharf.returns.ReturnView;
import wharf.shared.WarehouseId;
import wharf.shipping.ParcelView;
import wharf.sourcing.DeliveryPromise;
import wharf.warehouse.Warehouse;

/**
 * All that is known of one order. For templates.
 *
 * @param revisions newest first; empty for an order that is as it came
 * @param payment null where the visitor may not see money, or there is none
 * @param sites the warehouses that may ship it
 * @param skus of the items in its fulfilments
 * @param promise what the shopper was promised; null where nothing was
 */
public record OrderPage(
        OrderView order,
        String merchant,
        List<Hold> holds,
        List<OrderRevisions.Revision> revisions,
        List<Instructions.Instruction> instructions,
        List<FulfilmentView> fulfilments,
        List<ParcelView> parcels,
        List<ReturnView> returns,
        @Nullable PaymentView payment,
        List<StoredFiles.Summary> files,
        List<Moment> timeline,
        Map<WarehouseId, Warehouse> sites,
        Map<UUID, String> skus,
        boolean imported,
        @Nullable DeliveryPromise promise) {

    public List<Hold> openHolds() {
        return holds.stream().filter(Hold::isOpen).toList();
    }

    public String site(WarehouseId id) {
        var site = sites.get(id);
        return site == null ? "?" : site.code();
    }

    /** The site's own time; null for a site that is not known. */
    public @Nullable ZoneId zone(WarehouseId id) {
        var site = sites.get(id);
        return site == null ? null : site.zone();
    }

    public String sku(UUID item) {
        return skus.getOrDefault(item, "?");
    }

    /** Whether it can still be changed, stopped or sent elsewhere. */
    public boolean isOpen() {
        return !order.state().isOver();
    }

    /** Whether a person may end the hold: one for a payment ends with the payment where the order is not accepted without it. */
    public boolean mayLift(Hold hold) {
        return !OrderCare.awaitsPayment(hold, order.state());
    }

    /** What was declined and can be paid otherwise; empty where the visitor may not see money. */
    public List<PaymentView.TenderView> declined() {
        return payment == null || !isOpen() ? List.of() : payment.declined();
    }

    /** Whether there are units that can still be cancelled. */
    public boolean mayCancel() {
        return isOpen() && OrderCare.mayCancel(order);
    }
}
