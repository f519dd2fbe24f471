package wharf.picking;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.Shortfalls;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** Bins that were short are counted: what is there can be sold again at once, what is not leaves the books. */
@Service
public class CountTasks {
    private static final String SELECT = """
            select c.id, c.warehouse_id, c.merchant_id, c.place_id, p.code as bin, c.item_id, i.sku, i.name, c.lot, c.reason,
                   c.set_aside + coalesce((
                     select sum(b.quantity)
                     from balance b
                     where b.place_id = c.place_id and b.item_id = c.item_id and b.lot = c.lot and b.condition = 'SELLABLE'), 0) as expected,
                   c.set_aside, c.created_at
            from count_task c
            join place p on p.id = c.place_id
            join item i on i.id = c.item_id
            where c.done_at is null
            """;
    // Last, because a picker's report takes the stock first and then adds to the task.
    private static final String END = """
            update count_task
            set done_at = :now, counted = :counted, counted_by = :by, counted_by_key = :byKey
            where id = :id
            and done_at is null
            and set_aside = :setAside
            """;

    private final JdbcClient jdbc;
    private final Shortfalls shortfalls;
    private final Facts facts;
    private final BusinessClock clock;

    CountTasks(JdbcClient jdbc, Shortfalls shortfalls, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.shortfalls = shortfalls;
        this.facts = facts;
        this.clock = clock;
    }

    /** Open tasks in walking order of the bins, after a given one. */
    @Transactional(readOnly = true)
    public List<CountTask> open(WarehouseId site, @Nullable UUID after, int limit) {
        return jdbc.sql(SELECT + """
                        and c.warehouse_id = :site
                        and (:after::uuid is null or (p.sequence, c.id) > (
                          select q.sequence, a.id from count_task a join place q on q.id = a.place_id where a.id = :after))
                        order by p.sequence, c.id
                        limit :limit
                        """)
                .param("site", site.value())
                .param("after", after, java.sql.Types.OTHER)
                .param("limit", limit)
                .query(CountTask.class)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<CountTask> find(UUID task) {
        return jdbc.sql(SELECT + "and c.id = :id")
                .param("id", task)
                .query(CountTask.class)
                .optional();
    }

    /**
     * So many units that can be sold lie in the bin. Refuses a task that is unknown or done, and one that changed under the count.
     *
     * @return the task as it was
     */
    @Transactional
    public CountTask count(UUID id, int counted) {
        var task = find(id).orElseThrow(() -> Refusal.notFound("open count task", id));
        var merchant = new MerchantId(task.merchantId());
        shortfalls.counted(
                merchant, new ItemId(task.itemId()), task.placeId(), task.lot(), task.setAside(), counted, id);
        var now = clock.instant();
        int ended = jdbc.sql(END)
                .param("id", id)
                .param("now", Sql.timestamp(now))
                .param("counted", counted)
                .param("by", Context.current().actor().name())
                .param("byKey", Context.current().actor().key())
                .param("setAside", task.setAside())
                .update();
        if (ended == 0)
            throw Refusal.conflict(
                    "counted-meanwhile", "Somebody counted this bin or came up short there; look again.");
        facts.record(Fact.of(merchant, task.itemId(), "item", id, "stock.counted", now)
                .with(java.util.Map.of(
                        "site", task.warehouseId().toString(),
                        "bin", task.bin(),
                        "counted", counted,
                        "expected", task.expected())));
        return task;
    }
}
