package wharf.delivery;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.delivery.cases.CaseReason;
import wharf.delivery.cases.CaseView;
import wharf.delivery.cases.Cases;
import wharf.delivery.cases.NewCase;
import wharf.fulfilment.Fulfilments;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;

/** What is wrong with an order, told by whoever speaks for its shopper. */
@Service
public class Complaints {
    private final Cases cases;
    private final Fulfilments fulfilments;
    private final Parcels parcels;

    Complaints(Cases cases, Fulfilments fulfilments, Parcels parcels) {
        this.cases = cases;
        this.fulfilments = fulfilments;
        this.parcels = parcels;
    }

    /**
     * Opens a case about the first parcel of an order that has left; said twice it is one. Refuses an order of which none has.
     *
     * @param reason DAMAGED, MISSING_ITEM, WRONG_ITEM or NOT_RECEIVED
     */
    @Transactional
    public void open(OrderId order, String reason, String words) {
        var its = fulfilments.of(order).stream().map(one -> one.id()).toList();
        var parcel = parcels.of(its).stream()
                .filter(one -> one.state().hasLeft())
                .map(ParcelView::id)
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("parcel that has left, of order", order));
        cases.open(new NewCase(
                order, parcel, CaseReason.valueOf(reason), words, CaseView.OpenedBy.SHOPPER, List.of(), List.of()));
    }
}
