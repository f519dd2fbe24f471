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
            set done_at = :now, counted = :counted, counted_by = :by, counted_by_key = :byKey,
                returned = :returned, written_off = :writtenOff, found = :found
            where id = :id
            and done_at is null
            and set_aside = :setAside
            """;

    private static final String DONE = """
            select c.merchant_id, c.item_id, c.place_id, p.code as bin, c.lot, c.counted, c.returned, c.written_off, c.found,
                   c.counted_by_key, c.undone_at is not null as undone
            from count_task c
            join place p on p.id = c.place_id
            where c.id = :id
            and c.done_at is not null
            """;
    private static final String MY_LAST = """
            select c.id, p.code as bin, i.sku, c.counted
            from count_task c
            join place p on p.id = c.place_id
            join item i on i.id = c.item_id
            where c.warehouse_id = :site
            and c.counted_by_key = :me
            and c.done_at is not null
            and c.undone_at is null
            order by c.done_at desc, c.id desc
            limit 1
            """;
    private static final String UNDO = """
            update count_task
            set undone_at = :now, undone_by = :by
            where id = :id
            and undone_at is null
            """;
    private static final String AGAIN = """
            insert into count_task (id, warehouse_id, merchant_id, place_id, item_id, lot, reason, created_at, set_aside)
            select :fresh, warehouse_id, merchant_id, place_id, item_id, lot, reason, :now, set_aside
            from count_task
            where id = :id
            on conflict (place_id, item_id, lot) where done_at is null do nothing
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

    /** Open tasks in walking order of the bins, after a given one; for those who practise, their own and no others. */
    @Transactional(readOnly = true)
    public List<CountTask> open(WarehouseId site, boolean practice, @Nullable UUID after, int limit) {
        return jdbc.sql(SELECT + """
                        and c.warehouse_id = :site
                        and (c.merchant_id in (select training_merchants())) = :practice
                        and (:after::uuid is null or (p.sequence, c.id) > (
                          select q.sequence, a.id from count_task a join place q on q.id = a.place_id where a.id = :after))
                        order by p.sequence, c.id
                        limit :limit
                        """)
                .param("site", site.value())
                .param("practice", practice)
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
        var books = shortfalls.counted(
                merchant, new ItemId(task.itemId()), task.placeId(), task.lot(), task.setAside(), counted, id);
        var now = clock.instant();
        int ended = jdbc.sql(END)
                .param("id", id)
                .param("now", Sql.timestamp(now))
                .param("counted", counted)
                .param("by", Context.current().actor().name())
                .param("byKey", Context.current().actor().key())
                .param("setAside", task.setAside())
                .param("returned", books.returned())
                .param("writtenOff", books.writtenOff())
                .param("found", books.found())
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

    /** A count that can be taken back, for whoever made it. */
    public record Counted(UUID id, String bin, String sku, int counted) {}

    private record Done(
            UUID merchantId,
            UUID itemId,
            UUID placeId,
            String bin,
            String lot,
            int counted,
            @Nullable Integer returned,
            @Nullable Integer writtenOff,
            @Nullable Integer found,
            @Nullable String countedByKey,
            boolean undone) {}

    /** The last count of the caller at the site that is not undone. */
    @Transactional(readOnly = true)
    public Optional<Counted> last(WarehouseId site) {
        return jdbc.sql(MY_LAST)
                .param("site", site.value())
                .param("me", Context.current().actor().key())
                .query(Counted.class)
                .optional();
    }

    /**
     * Takes a count back; the bin has to be counted again. Repeating it changes nothing. Refuses somebody else's count, one after which the
     * bin is to be counted again anyway, and one that brought units into the books which orders have been given since.
     *
     * @return the task that is open again
     */
    @Transactional
    public CountTask undo(UUID id) {
        var done = jdbc.sql(DONE)
                .param("id", id)
                .query(Done.class)
                .optional()
                .orElseThrow(() -> Refusal.notFound("finished count task", id));
        if (done.undone()) return reopened(done, id);
        if (!Context.current().actor().key().equals(done.countedByKey()))
            throw Refusal.conflict("not-your-scan", "Somebody else counted bin " + done.bin() + "; only they undo it.");
        if (done.returned() == null || done.writtenOff() == null || done.found() == null)
            throw Refusal.conflict("cannot-be-undone", "This count is too old to be undone; count the bin once more.");
        var merchant = new MerchantId(done.merchantId());
        var books = new Shortfalls.Recount(done.returned(), done.writtenOff(), done.found());
        reverse(done, merchant, books, id);
        var now = clock.instant();
        int undone = jdbc.sql(UNDO)
                .param("id", id)
                .param("now", Sql.timestamp(now))
                .param("by", Context.current().actor().name())
                .update();
        int again = jdbc.sql(AGAIN)
                .param("id", id)
                .param("fresh", wharf.shared.Ids.next())
                .param("now", Sql.timestamp(now))
                .update();
        if (undone == 0 || again == 0)
            throw Refusal.conflict("counted-meanwhile", "This bin is to be counted again already; count it once more.");
        facts.record(Fact.of(merchant, done.itemId(), "item", id, "stock.count_undone", now)
                .with(java.util.Map.of("bin", done.bin(), "counted", done.counted())));
        return reopened(done, id);
    }

    private void reverse(Done done, MerchantId merchant, Shortfalls.Recount books, UUID id) {
        try {
            shortfalls.uncounted(merchant, new ItemId(done.itemId()), done.placeId(), done.lot(), books, id);
        } catch (Refusal refused) {
            throw Refusal.conflict(
                    "units-taken-meanwhile",
                    "bin",
                    done.bin(),
                    "Orders have been given units that this count found; count the bin once more instead.");
        }
    }

    private CountTask reopened(Done done, UUID id) {
        return jdbc.sql(SELECT + "and c.place_id = :place and c.item_id = :item and c.lot = :lot")
                .param("place", done.placeId())
                .param("item", done.itemId())
                .param("lot", done.lot())
                .query(CountTask.class)
                .optional()
                .orElseThrow(() -> Refusal.conflict(
                        "counted-meanwhile", "count", id, "This bin has been counted again since; look at the list."));
    }
}
