package wharf.returns;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wharf.catalog.Item;
import wharf.catalog.Items;
import wharf.fulfilment.FulfilmentView;
import wharf.fulfilment.Fulfilments;
import wharf.order.OrderView;
import wharf.platform.Facts;
import wharf.shared.Dimensions;
import wharf.shared.WarehouseId;
import wharf.shipping.NewReturnLabel;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;
import wharf.shipping.ReturnLabels;
import wharf.shipping.ShipTo;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;

/** How goods come back: to which site, in what parcel, under which label. */
@Component
class Ways {
    private static final int PACKAGING_GRAMS = 200;
    private static final int HEAVIEST_GRAMS = 1_000_000;
    private static final Dimensions UNKNOWN_PARCEL = new Dimensions(300, 200, 150);

    private final ReturnLabels labels;
    private final Fulfilments fulfilments;
    private final Parcels parcels;
    private final Warehouses warehouses;
    private final Items items;
    private final Facts facts;

    Ways(
            ReturnLabels labels,
            Fulfilments fulfilments,
            Parcels parcels,
            Warehouses warehouses,
            Items items,
            Facts facts) {
        this.labels = labels;
        this.fulfilments = fulfilments;
        this.parcels = parcels;
        this.warehouses = warehouses;
        this.items = items;
        this.facts = facts;
    }

    ReturnLabels labels() {
        return labels;
    }

    Facts facts() {
        return facts;
    }

    /** The site that the policy names, or else the one that shipped most lately. */
    WarehouseId site(OrderView order, ReturnPolicy policy) {
        if (policy.warehouse() != null) {
            var named = warehouses.byCode(policy.warehouse()).filter(Warehouse::active);
            if (named.isPresent()) return named.get().id();
        }
        return fulfilments.of(order.id()).stream()
                .filter(fulfilment -> fulfilment.state() != wharf.fulfilment.FulfilmentState.CANCELLED)
                .map(FulfilmentView::site)
                .findFirst()
                .orElseThrow(() -> wharf.shared.Refusal.conflict(
                        "nothing-shipped", "No warehouse has shipped anything of this order."));
    }

    /** Has a label bought for a parcel like the one the goods came in. */
    void wantLabel(ReturnView view, OrderView order) {
        labels.want(new NewReturnLabel(
                view.id().value(),
                view.merchant(),
                order.id().value(),
                view.site(),
                view.name(),
                ShipTo.of(order.shipTo()),
                outer(order),
                grams(view, order)));
    }

    private Dimensions outer(OrderView order) {
        var shipped =
                fulfilments.of(order.id()).stream().map(FulfilmentView::id).toList();
        return parcels.of(shipped).stream()
                .map(ParcelView::outer)
                .max(Comparator.comparingLong(Dimensions::volumeMm3))
                .orElse(UNKNOWN_PARCEL);
    }

    private int grams(ReturnView view, OrderView order) {
        var units = order.lines().stream()
                .flatMap(line -> line.units().stream())
                .map(OrderView.Units::item)
                .distinct()
                .toList();
        var known = items.find(units);
        long grams = PACKAGING_GRAMS;
        for (var line : view.lines())
            for (var of : order.lines())
                if (of.number() == line.line())
                    for (var unit : of.units())
                        grams += (long) weight(known.get(unit.item())) * unit.perUnit() * line.quantity();
        return (int) Math.min(grams, HEAVIEST_GRAMS);
    }

    private static int weight(@Nullable Item item) {
        return item == null ? 0 : item.weightGrams();
    }

    List<FulfilmentView> fulfilments(OrderView order) {
        return fulfilments.of(order.id());
    }
}
