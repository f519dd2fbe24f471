package wharf.picking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import wharf.platform.BillableAct;
import wharf.platform.BillableActs;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.MerchantId;

/** Ends batches that have no open task, and records what can be charged for: once a task, when it cannot be undone any more. */
@Component
class BatchEnds {
    private static final String END = """
            update pick_batch b
            set state = 'DONE', done_at = :now, lease_until = null
            where b.id = any(:batches)
            and b.state <> 'DONE'
            and not exists (select from pick_task t where t.batch_id = b.id and t.state = 'OPEN')
            returning b.id
            """;
    private static final String FREE_SLOTS = "update pick_slot set active = false where batch_id = any(:batches)";
    private static final String PICKED = """
            select t.id, t.merchant_id, t.order_id, b.warehouse_id, t.picked
            from pick_task t
            join pick_batch b on b.id = t.batch_id
            where t.batch_id = any(:batches)
            and t.picked > 0
            """;

    private final JdbcClient jdbc;
    private final BillableActs acts;
    private final BusinessClock clock;

    BatchEnds(JdbcClient jdbc, BillableActs acts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.acts = acts;
        this.clock = clock;
    }

    /** The caller has locked the batches. */
    void endIfDone(Collection<UUID> batches) {
        if (batches.isEmpty()) return;
        var now = clock.instant();
        var done = jdbc.sql(END)
                .param("now", Sql.timestamp(now))
                .param("batches", Sql.uuids(batches))
                .query(UUID.class)
                .list();
        if (done.isEmpty()) return;
        jdbc.sql(FREE_SLOTS).param("batches", Sql.uuids(done)).update();
        acts.record(picked(done, now));
    }

    private List<BillableAct> picked(List<UUID> batches, Instant now) {
        var picked = new ArrayList<BillableAct>();
        jdbc.sql(PICKED)
                .param("batches", Sql.uuids(batches))
                .query((row, n) -> {
                    var task = row.getObject("id", UUID.class);
                    var merchant = new MerchantId(row.getObject("merchant_id", UUID.class));
                    var site = row.getObject("warehouse_id", UUID.class);
                    var order = row.getObject("order_id", UUID.class);
                    picked.add(act(merchant, site, order, row.getInt("picked"), "unit", task, now));
                    picked.add(act(merchant, site, order, 1, "line", task, now));
                    return task;
                })
                .list();
        return picked;
    }

    private static BillableAct act(
            MerchantId merchant, UUID site, UUID order, int quantity, String unit, UUID task, Instant now) {
        var cause = "pick-task:" + task + ":" + unit;
        return new BillableAct(merchant, site, BillableAct.Kind.PICKED, quantity, unit, order, cause, now, null);
    }
}
