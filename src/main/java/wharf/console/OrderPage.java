package wharf.console;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.fulfilment.FulfilmentView;
import wharf.order.Hold;
import wharf.order.Instructions;
import wharf.order.OrderRevisions;
import wharf.order.OrderView;
import wharf.payment.PaymentView;
import wharf.platform.StoredFiles;
import wharf.returns.ReturnView;
import wharf.shared.WarehouseId;
import wharf.shipping.ParcelView;

/**
 * All that is known of one order. For templates.
 *
 * @param revisions newest first; empty for an order that is as it came
 * @param payment null where the visitor may not see money, or there is none
 * @param sites the names of the warehouses that ship it
 * @param skus of the items in its fulfilments
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
        Map<WarehouseId, String> sites,
        Map<UUID, String> skus,
        boolean imported) {

    public List<Hold> openHolds() {
        return holds.stream().filter(Hold::isOpen).toList();
    }

    public String site(WarehouseId id) {
        return sites.getOrDefault(id, "?");
    }

    public String sku(UUID item) {
        return skus.getOrDefault(item, "?");
    }

    /** Whether anything of it can still be cancelled or sent elsewhere. */
    public boolean isOpen() {
        return !order.state().isOver();
    }
}
