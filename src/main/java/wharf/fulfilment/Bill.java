package wharf.fulfilment;

import wharf.order.OrderView;
import wharf.shared.Money;

/**
 * What of an order's total is due. A line's amount (price less discount plus tax) is split over its units by largest remainder, so that parts
 * always add up; units that a revision took out are no part of it. Shipping and whatever belongs to the order as a whole is due with the last shipment, and not at all when nothing ships.
 *
 * @param payable what is due in the end: the total less cancelled units
 * @param dueNow what is due for what has left already; all of {@code payable} when nothing is open any more
 * @param open units are still to be shipped
 */
record Bill(Money payable, Money dueNow, boolean open) {
    static Bill of(OrderView order) {
        var total = Money.of(order.totalMinor(), order.currency());
        var gone = Money.zero(order.currency());
        var cancelled = Money.zero(order.currency());
        boolean open = false;
        boolean anyLeft = false;
        for (var line : order.lines()) {
            if (line.quantity() == 0) continue;
            var net = Money.of(
                    line.unitPriceMinor() * line.quantity() - line.discountMinor() + line.taxMinor(), order.currency());
            int shippedUnits = OrderView.whole(line, u -> u.shipped() + u.elsewhere());
            int cancelledUnits = OrderView.whole(line, OrderView.Units::cancelled) - line.removed();
            gone = gone.plus(net.ofUnits(line.quantity(), 0, shippedUnits));
            cancelled = cancelled.plus(net.ofUnits(line.quantity(), line.quantity() - cancelledUnits, line.quantity()));
            open |= line.units().stream().anyMatch(u -> u.quantity() > u.shipped() + u.cancelled() + u.elsewhere());
            anyLeft |= cancelledUnits < line.quantity();
        }
        var payable = anyLeft ? atLeastZero(total.minus(cancelled)) : Money.zero(order.currency());
        return new Bill(payable, open ? gone.min(payable) : payable, open);
    }

    private static Money atLeastZero(Money money) {
        return money.minor() < 0 ? Money.zero(money.currency()) : money;
    }
}
