package wharf.fulfilment;

import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.payment.AttemptKind;
import wharf.payment.AttemptState;
import wharf.payment.PaymentView;
import wharf.payment.Payments;
import wharf.shared.Money;
import wharf.shared.OrderId;

/**
 * Brings an order's money in line with its units: captures what is due for what has left, pays back what was taken for cancelled units, gives
 * up the rest when nothing is open. Each call names its cause by the amount it leads to, so that a second run does nothing twice.
 */
@Component
class Settlement {
    private static final String PAY_BACK = "payable:";

    private final Orders orders;
    private final Payments payments;
    private final TransactionTemplate transaction;

    Settlement(Orders orders, Payments payments, TransactionTemplate transaction) {
        this.orders = orders;
        this.payments = payments;
        this.transaction = transaction;
    }

    void settle(UUID id) {
        var found = Objects.requireNonNull(transaction.execute(status -> orders.find(new OrderId(id))));
        if (found.isEmpty() || !payments.isKnown(id)) return;
        var order = found.get();
        var bill = Bill.of(order);
        capture(order, bill);
        payBack(order, bill);
        if (!bill.open()) payments.voidRest(id, order.state() == OrderState.CANCELLED ? "cancelled" : "complete");
    }

    private void capture(OrderView order, Bill bill) {
        var view = payments.view(order.id().value());
        // What was paid back here and is due again after all has to be taken again: so all that is ever taken names the
        // cause.
        var taken = bill.dueNow().plus(paidBack(view));
        var due = taken.minus(view.captured()).minus(view.capturing()).minus(view.owed());
        if (!due.isPositive()) return;
        payments.capture(order.id().value(), due, "shipped:" + taken.minor());
    }

    private void payBack(OrderView order, Bill bill) {
        var view = payments.view(order.id().value());
        // Refundable is what is neither paid back nor on its way back.
        var amount = view.refundable().minus(bill.payable());
        if (!amount.isPositive()) return;
        var cause = PAY_BACK + bill.payable().minor() + ":"
                + paidBack(view).plus(amount).minor();
        payments.refund(order.id().value(), amount, cause, "The order comes to less.");
    }

    /** What was paid back because an order came to less, not out of goodwill. */
    static Money paidBack(PaymentView view) {
        return view.attempts().stream()
                .filter(attempt -> attempt.kind() == AttemptKind.REFUND
                        && attempt.state() != AttemptState.DECLINED
                        && attempt.cause().startsWith(PAY_BACK))
                .map(PaymentView.AttemptView::amount)
                .reduce(Money.zero(view.total().currency()), Money::plus);
    }
}
