package wharf.picking;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.Allocations;
import wharf.inventory.PlaceRef;
import wharf.inventory.StockPlaces;
import wharf.platform.Context;
import wharf.platform.Words;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.warehouse.Totes;

/** Units nobody wants any more go from their container back into a bin, scan by scan. */
@Service
public class PutBacks {
    private static final String ADD_SCAN = """
            insert into put_back_scan (put_back_id, scan_id, merchant_id, quantity, place_id, worker, worker_key, scanned_at)
            values (:task, :scan, :merchant, :quantity, :place, :worker, :workerKey, :now)
            """;
    private static final String COUNT = """
            update put_back
            set done = done + :quantity, done_at = case when done + :quantity = quantity then :now::timestamptz end
            where id = :task
            """;

    private static final String LAST = """
            select s.scan_id, s.quantity, s.place_id, s.worker_key
            from put_back_scan s
            where s.put_back_id = :task
            and s.undone_at is null
            order by s.n desc
            limit 1
            """;
    private static final String UNDONE = """
            select quantity
            from put_back_scan
            where put_back_id = :task
            and scan_id = :scan
            and undone_at is not null
            """;
    private static final String MY_LAST = """
            select s.put_back_id, s.scan_id
            from put_back_scan s
            join put_back b on b.id = s.put_back_id
            where s.worker_key = :me
            and b.warehouse_id = :site
            and s.undone_at is null
            order by s.n desc
            limit 1
            """;
    private static final String UNDO = """
            update put_back_scan
            set undone_at = :now
            where put_back_id = :task
            and scan_id = :scan
            and undone_at is null
            """;
    private static final String TAKE_BACK = """
            update put_back
            set done = done - :quantity, done_at = null
            where id = :task
            """;
    private static final int MOST_IN_A_CONTAINER = 200;
    private static final String ON_A_CART =
            "select exists (select from pick_slot where tote_id = :container and active)";

    private final JdbcClient jdbc;
    private final PutBackTasks tasks;
    private final Allocations allocations;
    private final StockPlaces places;
    private final FloorCodes codes;
    private final FloorJournal journal;
    private final Totes totes;

    PutBacks(
            JdbcClient jdbc,
            PutBackTasks tasks,
            Allocations allocations,
            StockPlaces places,
            FloorCodes codes,
            FloorJournal journal,
            Totes totes) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.allocations = allocations;
        this.places = places;
        this.codes = codes;
        this.journal = journal;
        this.totes = totes;
    }

    /** What a put-back scan came to; the refusal of a wrong one is thrown, and nothing has changed then. */
    public record Done(PutBack task, int quantity, boolean repeated) {}

    /** Open tasks, oldest first, after a given one; for those who practise, their own and no others. */
    @Transactional(readOnly = true)
    public List<PutBack> open(WarehouseId site, boolean practice, @Nullable UUID after, int limit) {
        return codes.told(tasks.open(site, practice, after, limit));
    }

    /** Open tasks of the tote with that code or licence plate, or the carton with that barcode. Refuses one that is unknown here. */
    @Transactional(readOnly = true)
    public List<PutBack> in(WarehouseId site, String container) {
        return codes.told(
                tasks.in(site, codes.containers(site, container, tasks.containers(site)), MOST_IN_A_CONTAINER));
    }

    @Transactional(readOnly = true)
    public Optional<PutBack> find(UUID putBack) {
        return known(putBack);
    }

    /**
     * Puts units back: container → bin, free again. Publishes {@link UnitsPutBack}. Refuses the wrong container or item, a place that is
     * not a bin, and more units than are to be put back.
     */
    @Transactional
    public Done putBack(PutBackScan scan) {
        var task = tasks.lock(scan.putBack()).orElseThrow(() -> Refusal.notFound("put-back task", scan.putBack()));
        var before = counted(scan);
        if (before.isPresent()) return new Done(task, before.get(), true);
        if (task.left() == 0) throw Refusal.conflict("put-back-done", "These units are all back already.");
        if (!codes.containers(task.warehouse(), scan.container(), List.of(task.container()))
                .contains(task.container())) {
            throw Refusal.invalid(
                    "wrong-container",
                    "container",
                    scan.container(),
                    "These units are in " + where(task) + "; scan that one.");
        }
        int quantity = quantity(task, scan);
        var bin = bin(task.warehouse(), scan.bin());
        move(task, bin.id(), quantity);
        record(task, scan, bin, quantity);
        journal.putBack(task, bin, quantity);
        return new Done(known(task.id()).orElseThrow(), quantity, false);
    }

    /** A scan that can be taken back, for whoever made it. */
    public record LastScan(UUID putBackId, UUID scanId) {}

    private record Row(
            UUID scanId,
            int quantity,
            UUID placeId,
            @Nullable String workerKey) {}

    /** The caller's last scan at the site that counts. */
    @Transactional(readOnly = true)
    public Optional<LastScan> last(WarehouseId site) {
        return jdbc.sql(MY_LAST)
                .param("me", Context.current().actor().key())
                .param("site", site.value())
                .query(LastScan.class)
                .optional();
    }

    /**
     * Takes the last scan of the task back: the units are in their container again, to be put back. Repeating it changes nothing. Refuses
     * somebody else's scan, units that an order has been given since, and a container that stands on a picker's cart by now.
     *
     * @param scan the scan meant; null for whichever was last
     */
    @Transactional
    public Done undo(UUID putBack, @Nullable UUID scan) {
        var task = tasks.lock(putBack).orElseThrow(() -> Refusal.notFound("put-back task", putBack));
        var undone = scan == null ? Optional.<Integer>empty() : undone(putBack, scan);
        if (undone.isPresent()) return new Done(task, undone.get(), true);
        var row = jdbc.sql(LAST)
                .param("task", putBack)
                .query(Row.class)
                .optional()
                .orElseThrow(() -> Refusal.conflict("nothing-to-undo", "Nothing of this task has been put back yet."));
        if (scan != null && !row.scanId().equals(scan))
            throw Refusal.conflict("scanned-meanwhile", "Another scan came after this one; look again.");
        if (!Context.current().actor().key().equals(row.workerKey()))
            throw Refusal.conflict("not-your-scan", "Somebody else put these units back; only they undo it.");
        takeOut(task, row);
        return new Done(known(putBack).orElseThrow(), row.quantity(), false);
    }

    private Optional<PutBack> known(UUID putBack) {
        return codes.told(tasks.find(putBack).stream().toList()).stream().findFirst();
    }

    private String where(PutBack task) {
        return codes.told(List.of(task)).getFirst().where(Words.in("en"));
    }

    private Optional<Integer> undone(UUID putBack, UUID scan) {
        return jdbc.sql(UNDONE)
                .param("task", putBack)
                .param("scan", scan)
                .query(Integer.class)
                .optional();
    }

    private void takeOut(PutBack task, Row row) {
        totes.hold(task.container());
        boolean onACart = jdbc.sql(ON_A_CART)
                .param("container", task.container())
                .query(Boolean.class)
                .single();
        if (onACart)
            throw Refusal.conflict(
                    "container-in-use",
                    "container",
                    task.containerCode(),
                    "This tote stands on a picker's cart by now; move the units to the right bin instead.");
        try {
            allocations.takeOut(task.unwanted(row.quantity()), row.placeId());
            jdbc.sql(UNDO)
                    .param("task", task.id())
                    .param("scan", row.scanId())
                    .param("now", journal.now())
                    .update();
            jdbc.sql(TAKE_BACK)
                    .param("task", task.id())
                    .param("quantity", row.quantity())
                    .update();
        } catch (org.springframework.dao.DuplicateKeyException another) {
            throw Refusal.conflict("put-back-again", "More of these units are to be put back by now; do those first.");
        } catch (Refusal taken) {
            throw Refusal.conflict(
                    "units-taken-meanwhile",
                    "quantity",
                    row.quantity(),
                    "An order has been given these units already; they stay in the bin.");
        }
        journal.putBackUndone(task, row.quantity());
    }

    private Optional<Integer> counted(PutBackScan scan) {
        return jdbc.sql("select quantity from put_back_scan where put_back_id = :task and scan_id = :scan")
                .param("task", scan.putBack())
                .param("scan", scan.scan())
                .query(Integer.class)
                .optional();
    }

    private int quantity(PutBack task, PutBackScan scan) {
        int units = codes.units(scan.item(), task.item())
                .orElseThrow(() -> Refusal.invalid(
                        "wrong-item", "item", scan.item(), "This is not " + task.sku() + " (" + task.name() + ")."));
        int quantity = scan.quantity() == null ? units : scan.quantity();
        if (quantity < 1 || quantity > task.left()) {
            throw Refusal.invalid(
                    "wrong-quantity",
                    "quantity",
                    quantity,
                    "Between 1 and " + task.left() + " units are to be put back.");
        }
        return quantity;
    }

    private PlaceRef bin(WarehouseId site, String code) {
        return places.scanned(site, code)
                .filter(place -> place.kind() == PlaceRef.Kind.BIN)
                .orElseThrow(() ->
                        Refusal.invalid("not-a-bin", "bin", code, "This is no bin of this warehouse; scan a bin."));
    }

    private void move(PutBack task, UUID bin, int quantity) {
        int left = quantity;
        for (var held : allocations.in(task.container())) {
            boolean same = held.fulfilment().equals(task.fulfilment())
                    && held.lineNo() == task.lineNo()
                    && held.item().equals(task.item())
                    && held.lot().equals(task.lot());
            int part = same ? Math.min(left, held.quantity()) : 0;
            if (part == 0) continue;
            allocations.move(held.id(), part, bin, "put back");
            left -= part;
        }
        if (left > 0) {
            throw Refusal.conflict(
                    "units-gone", "quantity", quantity, left + " of these units are not in the container any more.");
        }
    }

    private void record(PutBack task, PutBackScan scan, PlaceRef bin, int quantity) {
        jdbc.sql(ADD_SCAN)
                .param("task", task.id())
                .param("scan", scan.scan())
                .param("merchant", task.merchant().value())
                .param("quantity", quantity)
                .param("place", bin.id())
                .param("worker", Context.current().actor().name())
                .param("workerKey", Context.current().actor().key())
                .param("now", journal.now())
                .update();
        jdbc.sql(COUNT)
                .param("task", task.id())
                .param("quantity", quantity)
                .param("now", journal.now())
                .update();
    }
}
