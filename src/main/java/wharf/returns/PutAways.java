package wharf.returns;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.Condition;
import wharf.inventory.Move;
import wharf.inventory.PlaceRef;
import wharf.inventory.Stock;
import wharf.inventory.StockPlaces;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** Returned units that can be sold again are carried from the returns place to a bin, and are for sale from that scan on. */
@Service
public class PutAways {
    /** The bin that pickers come past first among those that hold the item; else the one that ever did is not known. */
    private static final String OPEN = """
            select t.id, t.warehouse_id, t.quantity, t.lot, i.sku, i.name, t.added_at,
                   (select p.code
                    from balance b
                    join place p on p.id = b.place_id
                    where b.item_id = t.item_id
                    and b.warehouse_id = t.warehouse_id
                    and b.condition = 'SELLABLE'
                    and p.kind = 'BIN'
                    and p.pickable
                    order by p.sequence, p.code
                    limit 1) as suggested_bin
            from return_putaway t
            join item i on i.id = t.item_id
            where t.warehouse_id = :site
            and t.done_at is null
            order by t.added_at, t.id
            limit :limit
            """;

    private static final String DONE = """
            update return_putaway
            set to_place = :bin, done_at = :now, done_by = :by
            where id = :id
            and warehouse_id = :site
            and done_at is null
            returning merchant_id, item_id, lot, quantity, from_place, undone
            """;

    private static final String MY_LAST = """
            select t.id, i.sku, p.code as bin
            from return_putaway t
            join item i on i.id = t.item_id
            join place p on p.id = t.to_place
            where t.warehouse_id = :site
            and t.done_by = :me
            order by t.done_at desc, t.id desc
            limit 1
            """;
    private static final String MINE_DONE = """
            select t.merchant_id, t.item_id, t.lot, t.quantity, t.from_place, t.to_place, p.code
            from return_putaway t
            join place p on p.id = t.to_place
            where t.id = :id
            and t.warehouse_id = :site
            and t.done_by = :me
            for update of t
            """;
    private static final String REOPEN = """
            update return_putaway
            set to_place = null, done_at = null, done_by = null, undone = undone + 1
            where id = :id
            """;

    private final JdbcClient jdbc;
    private final Stock stock;
    private final StockPlaces places;
    private final Facts facts;
    private final BusinessClock clock;

    PutAways(JdbcClient jdbc, Stock stock, StockPlaces places, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.stock = stock;
        this.places = places;
        this.facts = facts;
        this.clock = clock;
    }

    /** Units to be carried. @param suggestedBin where pickers find the item; null when it stands nowhere now */
    public record Task(
            UUID id,
            UUID warehouseId,
            int quantity,
            String lot,
            String sku,
            String name,
            java.time.Instant addedAt,
            @Nullable String suggestedBin) {}

    private record Row(UUID merchantId, UUID itemId, String lot, int quantity, UUID fromPlace, int undone) {}

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<Task> open(WarehouseId site, int limit) {
        return jdbc.sql(OPEN)
                .param("site", site.value())
                .param("limit", limit)
                .query(Task.class)
                .list();
    }

    /** The units stand in this bin now, and are for sale; refuses a bin that the site does not have. */
    @Transactional
    public void putAway(WarehouseId site, UUID task, String bin) {
        var code = bin.strip();
        var place = code.isEmpty() || code.length() > 50 || code.indexOf('\0') >= 0
                ? java.util.Optional.<PlaceRef>empty()
                : places.scanned(site, code);
        var to = place.filter(found -> found.kind() == PlaceRef.Kind.BIN)
                .orElseThrow(() -> Refusal.invalid("unknown-bin", "bin", bin, "Scan a bin of this warehouse."));
        var row = jdbc.sql(DONE)
                .param("bin", to.id())
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .param("id", task)
                .param("site", site.value())
                .query(Row.class)
                .optional()
                .orElseThrow(() -> Refusal.notFound("put-away of returned units", task));
        stock.move(List.of(new Move(
                new MerchantId(row.merchantId()),
                new ItemId(row.itemId()),
                row.lot(),
                row.fromPlace(),
                Condition.QUARANTINED,
                to.id(),
                Condition.SELLABLE,
                row.quantity(),
                "returned to stock",
                row.undone() == 0 ? task : Ids.next())));
    }

    private record Done(
            UUID merchantId, UUID itemId, String lot, int quantity, UUID fromPlace, UUID toPlace, String code) {}

    /** A put-away that can be taken back, for whoever made it. */
    public record Last(UUID id, String sku, String bin) {}

    /** The caller's last put-away at the site. */
    @Transactional(readOnly = true)
    public java.util.Optional<Last> last(WarehouseId site) {
        return jdbc.sql(MY_LAST)
                .param("site", site.value())
                .param("me", Context.current().actor().name())
                .query(Last.class)
                .optional();
    }

    /**
     * Takes the caller's put-away back: the units are at the returns place again, for sale no longer. Refuses when it is not done, is somebody
     * else's, or orders have been given the units since.
     */
    @Transactional
    public void undo(WarehouseId site, UUID task) {
        var done = jdbc.sql(MINE_DONE)
                .param("id", task)
                .param("site", site.value())
                .param("me", Context.current().actor().name())
                .query(Done.class)
                .optional()
                .orElseThrow(() -> Refusal.conflict(
                        "nothing-to-undo", "task", task, "You have not put this away, or it is undone already."));
        jdbc.sql(REOPEN).param("id", task).update();
        var merchant = new MerchantId(done.merchantId());
        try {
            stock.move(List.of(new Move(
                    merchant,
                    new ItemId(done.itemId()),
                    done.lot(),
                    done.toPlace(),
                    Condition.SELLABLE,
                    done.fromPlace(),
                    Condition.QUARANTINED,
                    done.quantity(),
                    "put-away undone",
                    Ids.next())));
        } catch (Refusal taken) {
            throw Refusal.conflict(
                    "units-taken-meanwhile",
                    "task",
                    task,
                    "Orders have been given these units already; they stay in bin " + done.code() + ".");
        }
        facts.record(Fact.of(merchant, done.itemId(), "item", task, "return.put_away_undone", clock.instant())
                .with(java.util.Map.of("bin", done.code(), "quantity", done.quantity())));
    }
}
