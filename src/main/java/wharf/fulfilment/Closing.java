package wharf.fulfilment;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.OrderId;

/**
 * Closes orders of which nothing more is expected: every parcel delivered, back or lost for long enough; a parcel of which nothing was ever
 * heard counts as over a longer time after it left. What comes after (a return, a case) needs no open order.
 */
@Component
class Closing {
    private static final int BATCH = 500;
    private static final String DUE = """
            select o.id
            from orders o
            where o.state in ('SHIPPED', 'DELIVERED')
            and o.closed_at is null
            and not exists (
              select 1
              from parcel_line l
              join parcel p on p.id = l.parcel_id
              left join parcel_journey j on j.parcel_id = p.id
              where l.order_id = o.id
              and p.state <> 'VOIDED'
              and not coalesce(j.ended_at < :ended, false)
              and not (j.milestone is null and coalesce(p.shipped_at < :silent, false)))
            and exists (select 1 from parcel_line l where l.order_id = o.id)
            order by o.id
            limit :limit
            """;

    private final JdbcClient jdbc;
    private final Orders orders;
    private final Progress progress;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;
    private final After after;

    Closing(
            JdbcClient jdbc,
            Orders orders,
            Progress progress,
            BusinessClock clock,
            TransactionTemplate transaction,
            After after) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.progress = progress;
        this.clock = clock;
        this.transaction = transaction;
        this.after = after;
    }

    /**
     * How long an order is kept open.
     *
     * @param delivery after its last parcel came to its end
     * @param shipment after its last parcel left, where the carrier reports nothing
     */
    @Component
    record After(Duration delivery, Duration shipment) {
        After(
                @Value("${wharf.orders.close-after-delivery:14d}") Duration delivery,
                @Value("${wharf.orders.close-after-shipment:30d}") Duration shipment) {
            this.delivery = delivery;
            this.shipment = shipment;
        }
    }

    /** Returns how many were closed. */
    int closeAll() {
        int total = 0;
        for (int closed = closeSome(); closed > 0; closed = closeSome()) total += closed;
        return total;
    }

    private int closeSome() {
        return Objects.requireNonNull(transaction.execute(status -> {
            var due = due();
            var locked = orders.lock(due).stream().map(Orders.Ref::id).toList();
            orders.close(locked);
            progress.update(locked);
            return locked.size();
        }));
    }

    private List<OrderId> due() {
        var now = clock.instant();
        return jdbc
                .sql(DUE)
                .param("ended", Sql.timestamp(now.minus(after.delivery())))
                .param("silent", Sql.timestamp(now.minus(after.shipment())))
                .param("limit", BATCH)
                .query(UUID.class)
                .list()
                .stream()
                .map(OrderId::new)
                .toList();
    }
}
