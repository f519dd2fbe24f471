package wharf.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.fulfilment.FulfilmentView;
import wharf.fulfilment.Fulfilments;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.order.Holds;
import wharf.order.Instructions;
import wharf.order.OrderRevisions;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.order.PastOrders;
import wharf.payment.PaymentView;
import wharf.payment.Payments;
import wharf.platform.StoredFiles;
import wharf.returns.Returns;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.shipping.Parcels;
import wharf.sourcing.DeliveryPromise;
import wharf.sourcing.DeliveryPromises;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;

/** Puts together what the modules know of one order. */
@Component
class OrderPages {
    private final Buying buying;
    private final Floor floor;
    private final StoredFiles files;
    private final Timelines timelines;

    OrderPages(Buying buying, Floor floor, StoredFiles files, Timelines timelines) {
        this.buying = buying;
        this.floor = floor;
        this.files = files;
        this.timelines = timelines;
    }

    /** What was bought, by whom, for how much. */
    @Component
    record Buying(
            Orders orders,
            OrderRevisions revisions,
            Merchants merchants,
            Holds holds,
            Instructions instructions,
            Payments payments,
            PastOrders past) {}

    /** What warehouses do about it. */
    @Component
    record Floor(
            Fulfilments fulfilments,
            Parcels parcels,
            Returns returns,
            Warehouses warehouses,
            DeliveryPromises promises) {}

    /** Refuses when there is no such order in the caller's scope. */
    @Transactional(readOnly = true)
    public OrderPage of(OrderId id, boolean withMoney, Locale language) {
        var order = buying.orders().find(id).orElseThrow(() -> Refusal.notFound("order", id));
        var fulfilments = floor.fulfilments().of(id);
        var parcels =
                floor.parcels().of(fulfilments.stream().map(FulfilmentView::id).toList());
        return new OrderPage(
                order,
                buying.merchants().find(order.merchant()).map(Merchant::name).orElse(""),
                buying.holds().of(id),
                buying.revisions().history(id).reversed(),
                buying.instructions().of(List.of(id)),
                fulfilments,
                parcels,
                floor.returns().of(id),
                withMoney ? payment(id) : null,
                files.under(id.value()),
                timelines.of(id.value(), language),
                sites(),
                skus(order),
                buying.past().isImported(id),
                promise(order));
    }

    private @Nullable PaymentView payment(OrderId id) {
        // An order of nothing has no payment.
        return buying.payments().isKnown(id.value()) ? buying.payments().view(id.value()) : null;
    }

    private Map<WarehouseId, Warehouse> sites() {
        return floor.warehouses().all().stream().collect(Collectors.toMap(Warehouse::id, Function.identity()));
    }

    private @Nullable DeliveryPromise promise(OrderView order) {
        var key = new DeliveryPromise.Key(order.merchant(), order.channel(), order.externalId());
        return floor.promises().of(List.of(key)).get(key);
    }

    private static Map<UUID, String> skus(OrderView order) {
        return order.lines().stream()
                .flatMap(line -> line.units().stream())
                .collect(Collectors.toMap(units -> units.item().value(), OrderView.Units::sku, (a, b) -> a));
    }
}
