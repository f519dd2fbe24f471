package wharf.fulfilment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.payment.AttemptKind;
import wharf.payment.AttemptState;
import wharf.payment.CaptureOrder;
import wharf.payment.PaymentView;
import wharf.payment.Payments;
import wharf.shared.Money;
import wharf.shared.OrderId;

/**
 * Brings the money of orders in line with their units: captures what is due for what has left, pays back what was taken for cancelled units,
 * gives up the rest when nothing is open. Each call names its cause by the amount it leads to, so that a second run does nothing twice.
 */
@Component
class Settlement {
    private static final String SHIPPED = "shipped";
    private static final String PAY_BACK = "payable:";
    /** Causes of the returns module begin so. */
    private static final String RETURN = "return:";

    private final Orders orders;
    private final Payments payments;
    private final TransactionTemplate transaction;

    Settlement(Orders orders, Payments payments, TransactionTemplate transaction) {
        this.orders = orders;
        this.payments = payments;
        this.transaction = transaction;
    }

    private record Due(OrderView order, Bill bill) {
        UUID reference() {
            return order.id().value();
        }
    }

    void settle(List<UUID> ids) {
        var dues = find(ids);
        if (dues.isEmpty()) return;
        payments.capture(captures(dues));
        payBack(dues);
        payments.voidRest(dues.stream()
                .filter(due -> !due.bill().open())
                .collect(Collectors.toMap(
                        Due::reference,
                        due -> due.order().state() == OrderState.CANCELLED ? "cancelled" : "complete")));
    }

    /** Those that have a payment: an order that costs nothing has none. */
    private List<Due> find(List<UUID> ids) {
        var found = Objects.requireNonNull(transaction.execute(
                status -> orders.find(ids.stream().map(OrderId::new).toList())));
        var known = payments.views(ids);
        return found.values().stream()
                .filter(order -> known.containsKey(order.id().value()))
                .map(order -> new Due(order, Bill.of(order)))
                .toList();
    }

    private List<CaptureOrder> captures(List<Due> dues) {
        var captures = new ArrayList<CaptureOrder>();
        var views = views(dues);
        for (var due : dues) {
            var view = view(views, due);
            // What was paid back here and is due again after all has to be taken again: so all that is ever taken names
            // the
            // cause.
            var taken = due.bill().dueNow().plus(paidBack(view));
            var missing = taken.minus(view.captured()).minus(view.capturing()).minus(owedForShipments(view));
            // The payment may have changed since it was read: what is missing then is worked out again under its lock.
            if (missing.isPositive()) captures.add(CaptureOrder.reaching(due.reference(), taken, SHIPPED));
        }
        return captures;
    }

    private void payBack(List<Due> dues) {
        var views = views(dues);
        for (var due : dues) {
            var view = view(views, due);
            var payable = due.bill().payable();
            // Refundable is what is neither paid back nor on its way back.
            var amount = view.refundable()
                    .plus(paidBackForReturns(view))
                    .minus(payable)
                    .min(view.refundable());
            if (!amount.isPositive()) continue;
            var cause = PAY_BACK + payable.minor() + ":"
                    + paidBack(view).plus(amount).minor();
            payments.refund(due.reference(), amount, cause, "The order comes to less.");
        }
    }

    private Map<UUID, PaymentView> views(List<Due> dues) {
        return payments.views(dues.stream().map(Due::reference).toList());
    }

    private static PaymentView view(Map<UUID, PaymentView> views, Due due) {
        return Objects.requireNonNull(views.get(due.reference()));
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

    /** What was paid back, or is on its way back, for goods that returned: it has nothing to do with units that never left. */
    private static Money paidBackForReturns(PaymentView view) {
        return view.attempts().stream()
                .filter(attempt -> attempt.kind() == AttemptKind.REFUND
                        && attempt.state() != AttemptState.DECLINED
                        && attempt.cause().startsWith(RETURN))
                .map(PaymentView.AttemptView::amount)
                .reduce(Money.zero(view.total().currency()), Money::plus);
    }

    /** What is owed for shipments; an exchange that was not earned is owed beside them. */
    private static Money owedForShipments(PaymentView view) {
        return view.receivables().stream()
                .filter(owed -> !owed.cause().startsWith(RETURN))
                .map(PaymentView.ReceivableView::open)
                .reduce(Money.zero(view.total().currency()), Money::plus);
    }
}
