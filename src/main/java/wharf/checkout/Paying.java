package wharf.checkout;

import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.order.OrderState;
import wharf.order.Orders;
import wharf.payment.Authorisation;
import wharf.payment.PaymentOffer;
import wharf.payment.Payments;
import wharf.platform.Work;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/**
 * Asks for an order's money while its shopper waits. The acceptance of the order asks too; whoever comes second finds the first one's answer. Not
 * for use inside a transaction.
 */
@Component
class Paying {
    /** Names of the coordinator's work. */
    private static final String ACCEPT = "ACCEPT";

    private static final int ONLY_TENDER = 1;

    private final Payments payments;
    private final Orders orders;
    private final Work work;
    private final TransactionTemplate transaction;

    Paying(Payments payments, Orders orders, Work work, TransactionTemplate transaction) {
        this.payments = payments;
        this.orders = orders;
        this.work = work;
        this.transaction = transaction;
    }

    /** Goes on where the payment stopped. */
    Paid ask(OrderId order, MerchantId merchant) {
        var state = state(order);
        if (state == OrderState.CANCELLED) return new Paid.TooLate();
        if (state != OrderState.RECEIVED && state != OrderState.AWAITING_PAYMENT) return new Paid.Certain();
        return switch (payments.authorise(order.value())) {
            case Authorisation.Authorised authorised -> certain(order, merchant);
            case Authorisation.NothingToDo nothing -> certain(order, merchant);
            case Authorisation.Declined declined -> new Paid.Declined(declined.reason());
            case Authorisation.RequiresAction action -> new Paid.ToConfirm(action.url());
            case Authorisation.Unknown unknown -> new Paid.BeingAsked();
        };
    }

    /** After a decline: with something else. Refuses while the first payment is still under way. */
    Paid askAgain(OrderId order, MerchantId merchant, PaymentOffer offer) {
        var state = state(order);
        if (state == OrderState.RECEIVED || state == OrderState.AWAITING_PAYMENT)
            payments.replaceInstrument(order.value(), ONLY_TENDER, offer.method(), offer.instrument());
        return ask(order, merchant);
    }

    private Paid certain(OrderId order, MerchantId merchant) {
        transaction.executeWithoutResult(status -> work.add(ACCEPT, order.value(), merchant));
        return new Paid.Certain();
    }

    private OrderState state(OrderId order) {
        var states = Objects.requireNonNull(transaction.execute(status -> orders.states(java.util.List.of(order))));
        return states.getOrDefault(order, OrderState.CANCELLED);
    }
}
