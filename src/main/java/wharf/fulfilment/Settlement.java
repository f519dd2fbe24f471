package wharf.fulfilment;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.payment.Payments;
import wharf.shared.OrderId;

/**
 * Brings an order's money in line with its units: captures what is due for what has left, pays back what was taken for cancelled units, gives
 * up the rest when nothing is open. Each call names its cause by the amount it leads to, so that a second run does nothing twice.
 */
@Component
class Settlement {
    private final Orders orders;
    private final Payments payments;
    private final TransactionTemplate transaction;

    Settlement(Orders orders, Payments payments, TransactionTemplate transaction) {
        this.orders = orders;
        this.payments = payments;
        this.transaction = transaction;
    }

    void settle(UUID id) {
        requireNonNull(transaction.execute(status -> orders.find(new OrderId(id))))
                .filter(order -> order.totalMinor() != 0)
                .ifPresent(this::settle);
    }

    private void settle(OrderView order) {
        var bill = Bill.of(order);
        capture(order, bill);
        payBack(order, bill);
        if (!bill.open())
            payments.voidRest(order.id().value(), order.state() == OrderState.CANCELLED ? "cancelled" : "complete");
    }

    private void capture(OrderView order, Bill bill) {
        var view = payments.view(order.id().value());
        var due = bill.dueNow().minus(view.captured()).minus(view.owed());
        if (!due.isPositive()) return;
        payments.capture(order.id().value(), due, "shipped:" + bill.dueNow().minor());
    }

    private void payBack(OrderView order, Bill bill) {
        var view = payments.view(order.id().value());
        var tooMuch = view.captured().minus(view.refunded()).minus(bill.payable());
        if (!tooMuch.isPositive()) return;
        var amount = tooMuch.min(view.refundable());
        if (amount.isPositive())
            payments.refund(
                    order.id().value(), amount, "payable:" + bill.payable().minor(), "Units were cancelled.");
    }
}
