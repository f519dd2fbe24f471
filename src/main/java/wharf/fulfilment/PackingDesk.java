package wharf.fulfilment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.catalog.ItemInstruction;
import wharf.order.Instructions;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.packing.PackInstruction;
import wharf.packing.PackInstructions;
import wharf.packing.PackOrder;
import wharf.packing.PackOrders;
import wharf.shared.FulfilmentId;
import wharf.shared.WarehouseId;
import wharf.shipping.ShipTo;
import wharf.sourcing.DeliveryPromise;
import wharf.sourcing.DeliveryPromises;

/** Tells packing what it must know of orders. */
@Component
class PackingDesk implements PackOrders, PackInstructions {
    private final Fulfilments fulfilments;
    private final Orders orders;
    private final Instructions instructions;
    private final DeliveryPromises promises;

    PackingDesk(Fulfilments fulfilments, Orders orders, Instructions instructions, DeliveryPromises promises) {
        this.fulfilments = fulfilments;
        this.orders = orders;
        this.instructions = instructions;
        this.promises = promises;
    }

    @Override
    public Optional<FulfilmentId> byNumber(WarehouseId site, String number) {
        var digits = number.replaceFirst("^[Ff#]-?", "");
        if (!digits.matches("[0-9]{1,18}")) return Optional.empty();
        return fulfilments.byNumber(site, Long.parseLong(digits));
    }

    @Override
    @Transactional(readOnly = true)
    public Map<FulfilmentId, PackOrder> of(Collection<FulfilmentId> ids) {
        var found = fulfilments.find(ids);
        var theirs = orders.find(
                found.values().stream().map(FulfilmentView::order).distinct().toList());
        var promised =
                promises.of(theirs.values().stream().map(PackingDesk::key).toList());
        var result = new HashMap<FulfilmentId, PackOrder>();
        found.values().forEach(fulfilment -> {
            var order = Objects.requireNonNull(theirs.get(fulfilment.order()));
            result.put(fulfilment.id(), packOrder(fulfilment, order, promised.get(key(order))));
        });
        return result;
    }

    private static DeliveryPromise.Key key(OrderView order) {
        return new DeliveryPromise.Key(order.merchant(), order.channel(), order.externalId());
    }

    private static PackOrder packOrder(FulfilmentView fulfilment, OrderView order, @Nullable DeliveryPromise promise) {
        return new PackOrder(
                fulfilment.id(),
                String.valueOf(fulfilment.number()),
                order.merchant(),
                order.id(),
                order.externalId(),
                fulfilment.service(),
                ShipTo.of(order.shipTo()),
                promise == null ? null : promise.deliverBy(),
                order.locale(),
                null,
                lines(order));
    }

    private static List<PackOrder.Line> lines(OrderView order) {
        var lines = new ArrayList<PackOrder.Line>();
        for (var line : order.lines()) {
            for (var units : line.units()) {
                int ordered = units.quantity() - units.cancelled() - units.elsewhere();
                if (ordered > 0)
                    lines.add(new PackOrder.Line(
                            line.number(),
                            units.item(),
                            line.title(),
                            ordered,
                            units.packed() + units.shipped(),
                            kit(line, units)));
            }
        }
        return lines;
    }

    private static PackOrder.@Nullable Kit kit(OrderView.Line line, OrderView.Units units) {
        if (units.item().equals(line.item())) return null;
        int wanted = OrderView.whole(line, each -> each.quantity() - each.cancelled() - each.elsewhere());
        return new PackOrder.Kit(line.sku(), wanted);
    }

    @Override
    @Transactional(readOnly = true)
    public List<PackInstruction> forPacking(Collection<FulfilmentId> ids) {
        var found = fulfilments.find(ids);
        var all = instructions.of(
                found.values().stream().map(FulfilmentView::order).distinct().toList());
        var result = new ArrayList<PackInstruction>();
        for (var fulfilment : found.values()) {
            var linesHere =
                    fulfilment.lines().stream().map(FulfilmentView.Line::lineNo).collect(Collectors.toSet());
            all.stream()
                    .filter(i -> i.orderId().equals(fulfilment.order().value())
                            && !i.stage().equals("PICK"))
                    .filter(i -> i.lineNo() == null || linesHere.contains(i.lineNo()))
                    .forEach(i -> result.add(new PackInstruction(
                            i.id(),
                            fulfilment.id(),
                            i.lineNo(),
                            ItemInstruction.Type.valueOf(i.type()),
                            i.text(),
                            i.acknowledgedBy() != null)));
        }
        return result;
    }

    @Override
    @Transactional
    public void acknowledge(FulfilmentId fulfilment, UUID instruction) {
        instructions.acknowledge(instruction);
    }
}
