package wharf.fulfilment;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.order.OrderState;
import wharf.order.Orders;
import wharf.payment.Payments;
import wharf.platform.Context;
import wharf.shared.OrderId;

/**
 * What has to be looked at again because time has passed: holds that end by themselves, money held for orders that want it no longer, orders
 * of which nothing more is expected.
 */
@Component
class Sweeps {
    private static final Duration ORPHANED_AFTER = Duration.ofHours(1);

    private final OrderCare care;
    private final Orders orders;
    private final Payments payments;
    private final TransactionTemplate transaction;

    Sweeps(OrderCare care, Orders orders, Payments payments, TransactionTemplate transaction) {
        this.care = care;
        this.orders = orders;
        this.payments = payments;
        this.transaction = transaction;
    }

    /** Gives up authorisations whose order is cancelled or was never taken; returns how many there were. */
    int orphans() {
        var old = payments.authorisedReferencesOlderThan(ORPHANED_AFTER);
        var orphans = old.stream().filter(unwanted(old)).toList();
        orphans.forEach(reference -> payments.voidRest(reference, "orphan"));
        return orphans.size();
    }

    private java.util.function.Predicate<UUID> unwanted(List<UUID> references) {
        var states = java.util.Objects.requireNonNull(transaction.execute(
                status -> orders.states(references.stream().map(OrderId::new).toList())));
        return reference -> states.getOrDefault(new OrderId(reference), OrderState.CANCELLED) == OrderState.CANCELLED;
    }

    /** The jobs, each on one node at a time. */
    @Configuration(proxyBeanMethods = false)
    static class Jobs {
        @Bean
        RecurringTask<Void> holdExpiry(Sweeps sweeps) {
            return Tasks.recurring("hold-expiry", FixedDelay.of(Duration.ofMinutes(1)))
                    .execute((instance, context) ->
                            Context.background("hold-expiry").run(() -> sweeps.care.liftExpired()));
        }

        @Bean
        RecurringTask<Void> orderClosing(Closing closing) {
            return Tasks.recurring("order-closing", FixedDelay.of(Duration.ofMinutes(30)))
                    .execute((instance, context) ->
                            Context.background("order-closing").run(closing::closeAll));
        }

        @Bean
        RecurringTask<Void> orphanPayments(Sweeps sweeps) {
            return Tasks.recurring("orphan-payments", FixedDelay.of(Duration.ofMinutes(15)))
                    .execute((instance, context) ->
                            Context.background("orphan-payments").run(sweeps::orphans));
        }
    }
}
