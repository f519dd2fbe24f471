package wharf.checkout;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.fulfilment.OrderCare;
import wharf.order.OrderState;
import wharf.order.Orders;
import wharf.payment.Payments;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.shared.OrderId;

/**
 * Ends holds on stock: an order that is not paid when its time is up is cancelled, so that its units can be sold to somebody else. Money that
 * came, or may have come, in the last moment is waited for. Takes up what a node left behind, and forgets carts nobody touched for a month.
 */
@Component
class HoldSweep {
    private static final Logger LOG = LoggerFactory.getLogger(HoldSweep.class);
    private static final int BATCH = 200;
    private static final Duration A_LITTLE = Duration.ofMinutes(5);
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(30);
    private static final String REASON = "It was not paid in time at the checkout; its stock can be sold again.";
    /** Labels of a payment that is there, or of which nobody knows. */
    private static final List<String> PERHAPS_PAID = List.of("AUTHORISED", "UNKNOWN", "DIRECT", "NOTHING_DUE");

    private final Carts carts;
    private final Placing placing;
    private final Orders orders;
    private final OrderCare care;
    private final Payments payments;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;

    HoldSweep(
            Carts carts,
            Placing placing,
            Orders orders,
            OrderCare care,
            Payments payments,
            BusinessClock clock,
            TransactionTemplate transaction) {
        this.carts = carts;
        this.placing = placing;
        this.orders = orders;
        this.care = care;
        this.payments = payments;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Ends the holds whose time is up, each in its own transaction; returns how many orders were cancelled. */
    int sweep() {
        int cancelled = 0;
        for (var cart : carts.due(clock.instant(), BATCH)) {
            try {
                if (Boolean.TRUE.equals(transaction.execute(status -> end(cart)))) cancelled++;
            } catch (RuntimeException fault) {
                LOG.warn("the hold of cart {} could not be ended; it is tried again", cart, fault);
                transaction.executeWithoutResult(
                        status -> carts.holdLonger(cart, clock.instant().plus(A_LITTLE)));
            }
        }
        return cancelled;
    }

    private boolean end(UUID id) {
        var cart = carts.find(id).orElseThrow();
        var known = placing.known(cart.merchant(), cart.externalId());
        if (known.isEmpty()) {
            carts.release(id);
            return false;
        }
        var order = known.get().order();
        placing.bind(cart, order, clock.instant());
        return endOf(cart, order);
    }

    private boolean endOf(Cart cart, OrderId order) {
        orders.lock(List.of(order));
        var state = Objects.requireNonNull(orders.states(List.of(order)).get(order));
        boolean unpaid = state == OrderState.RECEIVED || state == OrderState.AWAITING_PAYMENT;
        if (unpaid
                && PERHAPS_PAID.contains(payments.labels(List.of(order.value())).getOrDefault(order.value(), ""))) {
            carts.holdLonger(cart.id(), clock.instant().plus(A_LITTLE));
            return false;
        }
        if (unpaid) care.cancel(order, null, REASON);
        carts.release(cart.id());
        return unpaid;
    }

    /** Forgets carts that nobody ordered; returns how many. */
    int forget() {
        return carts.forget(clock.instant().minus(FORGOTTEN_AFTER));
    }

    /** The jobs, each on one node at a time. */
    @Configuration(proxyBeanMethods = false)
    static class Jobs {
        @Bean
        RecurringTask<Void> checkoutHolds(HoldSweep sweep) {
            return Tasks.recurring("checkout-holds", FixedDelay.of(Duration.ofMinutes(1)))
                    .execute((instance, context) ->
                            Context.background("checkout-holds").run(sweep::sweep));
        }

        @Bean
        RecurringTask<Void> forgottenCarts(HoldSweep sweep) {
            return Tasks.recurring("forgotten-carts", FixedDelay.of(Duration.ofHours(6)))
                    .execute((instance, context) ->
                            Context.background("forgotten-carts").run(sweep::forget));
        }
    }
}
