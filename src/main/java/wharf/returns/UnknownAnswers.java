package wharf.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.catalog.Item;
import wharf.catalog.Items;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.Texts;
import wharf.shared.WarehouseId;

/** What the merchant says about the photo queue: which order it belongs to, that it is good stock, or that it goes. */
@Service
public class UnknownAnswers {
    private final UnknownReturns unknown;
    private final Scans scans;
    private final Goods goods;
    private final Items items;

    UnknownAnswers(UnknownReturns unknown, Scans scans, Goods goods, Items items) {
        this.unknown = unknown;
        this.scans = scans;
        this.goods = goods;
        this.items = items;
    }

    /** Belongs to a return or an order: opens a return for the order if need be, which the dock then counts. */
    @Transactional
    public ReturnView match(UUID id, String reference) {
        unknown.get(id);
        var found = scans.find(reference)
                .orElseThrow(
                        () -> Refusal.invalid(
                                "unknown-reference",
                                "reference",
                                reference,
                                "Give the number of a return (RMA-…), an order's number or external id, or a tracking number."));
        var view = scans.open(found, id);
        unknown.answered(id, UnknownReturns.State.MATCHED, "Belongs to " + view.name() + ".", view.id());
        return view;
    }

    /** Good stock of the merchant: goes into the returns place, and somebody is sent to carry it to a bin. */
    @Transactional
    public void restock(UUID id, @Nullable String sku, int quantity) {
        var it = unknown.get(id);
        if (it.merchantId() == null)
            throw Refusal.conflict("no-merchant", "Nobody has said whose this is: match it to an order instead.");
        var problems = new ArrayList<Problem>();
        Texts.require(problems, "sku", sku, 100);
        if (quantity < 1 || quantity > 10_000)
            problems.add(Problem.of("out-of-range", "quantity", quantity, "Give 1 to 10000 units."));
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        var item = items.bySku(new MerchantId(it.merchantId()), List.of(Objects.requireNonNull(sku)))
                .get(sku);
        if (item == null || item.kind() != Item.Kind.PHYSICAL)
            throw Refusal.invalid("unknown-sku", "sku", sku, "Give the SKU of a physical item of this merchant.");
        unknown.answered(id, UnknownReturns.State.RESTOCKED, quantity + " × " + sku + " go back to stock.", null);
        var component = List.of(new Goods.Component(item.merchant(), item.id(), "", 1));
        var site = new WarehouseId(it.warehouseId());
        goods.in(component, site, quantity);
        goods.toPutAway(component, site, quantity, null, id);
    }

    /** It never was stock, and goes. */
    @Transactional
    public void dispose(UUID id, @Nullable String reason) {
        unknown.get(id);
        var problems = new ArrayList<Problem>();
        Texts.check(problems, "reason", reason, 300);
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        unknown.answered(
                id,
                UnknownReturns.State.DISPOSED,
                reason == null || reason.isBlank() ? "Dispose of it." : reason,
                null);
    }
}
