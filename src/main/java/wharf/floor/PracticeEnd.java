package wharf.floor;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.fulfilment.OrderCare;
import wharf.picking.PutBack;
import wharf.picking.PutBackScan;
import wharf.picking.PutBacks;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** The end of practice: what has been practised on, or left lying, is cleared away, so that totes are free again. */
@Service
class PracticeEnd {
    private static final Logger LOG = LoggerFactory.getLogger(PracticeEnd.class);

    /** How long what was practised on stays as it is. */
    static final Duration KEPT = Duration.ofMinutes(30);

    private static final int MOST_TO_CLEAR = 200;
    private static final int MOST_TO_PUT_BACK = 1000;
    /** Orders of practice at the site that are over: no cart of theirs was done, or worked on, after the given time. */
    private static final String PRACTISED = """
            select distinct o.id
            from fulfilment f
            join orders o on o.id = f.order_id
            where f.warehouse_id = :site
            and f.state not in ('SHIPPED', 'CANCELLED')
            and o.merchant_id in (select training_merchants())
            and o.state in ('ROUTED', 'IN_FULFILMENT')
            and o.placed_at < :before
            and not exists (
              select
              from pick_slot s
              join pick_batch b on b.id = s.batch_id
              where s.fulfilment_id = f.id
              and (b.done_at >= :before or b.lease_until >= now() - make_interval(secs => :kept)))
            limit :most
            """;

    private static final String LEFT = """
            select exists (
              select
              from fulfilment f
              join orders o on o.id = f.order_id
              where f.warehouse_id = :site
              and f.state not in ('SHIPPED', 'CANCELLED')
              and o.merchant_id in (select training_merchants())
              and o.state in ('ROUTED', 'IN_FULFILMENT')
              union all
              select
              from put_back
              where warehouse_id = :site
              and done_at is null
              and merchant_id in (select training_merchants()))
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final OrderCare care;
    private final PutBacks putBacks;
    private final BusinessClock clock;

    PracticeEnd(
            JdbcClient jdbc, TransactionTemplate transaction, OrderCare care, PutBacks putBacks, BusinessClock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.care = care;
        this.putBacks = putBacks;
        this.clock = clock;
    }

    /** Whether anything of practice is left at the site. */
    boolean isLeft(WarehouseId site) {
        return Objects.requireNonNull(transaction.execute(status ->
                jdbc.sql(LEFT).param("site", site.value()).query(Boolean.class).single()));
    }

    /** What was practised on half an hour ago: its orders are cancelled, its units go back by themselves, its totes are free. */
    void clear(WarehouseId site) {
        var orders = Objects.requireNonNull(transaction.execute(status -> jdbc.sql(PRACTISED)
                .param("site", site.value())
                .param("before", Sql.timestamp(clock.instant().minus(KEPT)))
                .param("kept", (double) KEPT.toSeconds())
                .param("most", MOST_TO_CLEAR)
                .query((row, n) -> new OrderId(row.getObject(1, UUID.class)))
                .list()));
        for (var order : orders) attempt(() -> care.cancel(order, null, "The practice is over."));
        for (var unit : putBacks.open(site, true, null, MOST_TO_PUT_BACK)) {
            if (unit.suggestedBin() != null) attempt(() -> putBack(unit));
        }
    }

    private void putBack(PutBack unit) {
        putBacks.putBack(new PutBackScan(
                Ids.next(),
                unit.id(),
                unit.containerCode(),
                unit.sku(),
                unit.left(),
                Objects.requireNonNull(unit.suggestedBin())));
    }

    /** Somebody may be packing it, or have cleared it just now: then it is for the next time. */
    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (Refusal notNow) {
            LOG.debug("not cleared after practice: {}", notNow.getMessage());
        }
    }
}
