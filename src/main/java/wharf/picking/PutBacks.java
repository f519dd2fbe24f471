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
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

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

    private final JdbcClient jdbc;
    private final PutBackTasks tasks;
    private final Allocations allocations;
    private final StockPlaces places;
    private final FloorCodes codes;
    private final FloorJournal journal;

    PutBacks(
            JdbcClient jdbc,
            PutBackTasks tasks,
            Allocations allocations,
            StockPlaces places,
            FloorCodes codes,
            FloorJournal journal) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.allocations = allocations;
        this.places = places;
        this.codes = codes;
        this.journal = journal;
    }

    /** What a put-back scan came to; the refusal of a wrong one is thrown, and nothing has changed then. */
    public record Done(PutBack task, int quantity, boolean repeated) {}

    /** Open tasks, oldest first, after a given one. */
    @Transactional(readOnly = true)
    public List<PutBack> open(WarehouseId site, @Nullable UUID after, int limit) {
        return tasks.open(site, null, after, limit);
    }

    /** Open tasks of the container with that code or licence plate. Refuses one that is unknown here. */
    @Transactional(readOnly = true)
    public List<PutBack> in(WarehouseId site, String container) {
        return tasks.open(site, codes.container(site, container), null, 200);
    }

    @Transactional(readOnly = true)
    public Optional<PutBack> find(UUID putBack) {
        return tasks.find(putBack);
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
        if (!codes.container(task.warehouse(), scan.container()).equals(task.container())) {
            throw Refusal.invalid(
                    "wrong-container",
                    "container",
                    scan.container(),
                    "These units are in " + task.containerCode() + "; scan that one.");
        }
        int quantity = quantity(task, scan);
        var bin = bin(task.warehouse(), scan.bin());
        move(task, bin.id(), quantity);
        record(task, scan, bin, quantity);
        journal.putBack(task, bin, quantity);
        return new Done(tasks.find(task.id()).orElseThrow(), quantity, false);
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
        return places.find(site, FloorCodes.clean(code))
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
