package wharf.picking;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.Allocations;
import wharf.picking.Scanned.Counted;
import wharf.picking.Scanned.Withdrawn;
import wharf.picking.Scanned.Wrong;
import wharf.platform.Context;
import wharf.platform.Shown;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/**
 * Picks, scan by scan, by the picker who has the batch. Each scan moves its units in the transaction that counts it. Locks are taken in
 * the order fulfilment (by the gates), batch, task, stock.
 */
@Service
public class Picks {
    private static final String FIND = "select " + PickTask.COLUMNS + " from pick_task t where t.id = :task";
    private static final String COUNTED = "select quantity from pick_scan where task_id = :task and scan_id = :scan";
    private static final String ADD_SCAN = """
            insert into pick_scan (task_id, scan_id, batch_id, merchant_id, kind, quantity, tote_id, picker, picker_key, scanned_at)
            values (:task, :scan, :batch, :merchant, :kind, :quantity, :tote, :picker, :pickerKey, :now)
            """;
    private static final String COUNT = """
            update pick_task
            set picked = picked + :picked, short = short + :short,
                state = case when picked + :picked + short + :short < quantity then 'OPEN'
                             when short + :short > 0 then 'SHORT' else 'PICKED' end,
                ended_at = case when picked + :picked + short + :short < quantity then null else :now::timestamptz end,
                ended_by = case when picked + :picked + short + :short < quantity then null else :picker end
            where id = :task
            """;
    private static final String TOTE = """
            select s.tote_id, s.tote_code, b.warehouse_id
            from pick_slot s
            join pick_batch b on b.id = s.batch_id
            where s.batch_id = :batch
            and s.slot = :slot
            """;
    private static final String LAST = """
            select s.task_id, s.scan_id, s.kind, s.quantity, s.tote_id
            from pick_scan s
            where s.batch_id = :batch
            and s.undone_at is null
            order by s.n desc
            limit 1
            """;
    private final JdbcClient jdbc;
    private final PickBatches batches;
    private final PickGates gates;
    private final Allocations allocations;
    private final FloorCodes codes;
    private final FloorJournal journal;
    private final BatchEnds ends;
    private final Shorts shorts;

    Picks(
            JdbcClient jdbc,
            PickBatches batches,
            PickGates gates,
            Allocations allocations,
            FloorCodes codes,
            FloorJournal journal,
            BatchEnds ends,
            Shorts shorts) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.gates = gates;
        this.allocations = allocations;
        this.codes = codes;
        this.journal = journal;
        this.ends = ends;
        this.shorts = shorts;
    }

    private record Cart(@Nullable UUID tote, @Nullable String toteCode, UUID warehouse) {
        WarehouseId site() {
            return new WarehouseId(warehouse);
        }
    }

    private record LastScan(
            UUID taskId,
            UUID scanId,
            String kind,
            int quantity,
            @Nullable UUID toteId) {}

    /** Takes units from their bin into the slot's tote. Publishes {@link UnitsPicked}. Refuses an unknown task. */
    @Transactional
    public Scanned pick(PickScan scan) {
        var seen = find(scan.task());
        var stop = gates.stop(List.of(seen.fulfilment())).get(seen.fulfilment());
        if (stop != null) return new Withdrawn(view(seen.batch()), stop);
        if (!batches.renew(seen.batch())) return notYours(scan.task(), scan.scan(), seen.batch());
        var task = find(scan.task());
        var before = counted(scan.task(), scan.scan());
        if (before.isPresent()) return new Counted(view(task.batch()), before.get(), true);
        if (task.state() != PickTask.State.OPEN) return ended(task);
        var cart = cart(task);
        var wrong = check(task, cart, scan);
        if (wrong != null) return wrong;
        var unconfirmed = batches.unconfirmed(task);
        if (unconfirmed.isPresent()) return new Wrong(unconfirmed.get().unconfirmed());
        int quantity = quantity(task, scan);
        if (quantity < 1 || quantity > task.left()) return tooMany(task, quantity);
        take(task, cart, scan.scan(), quantity);
        return new Counted(view(task.batch()), quantity, false);
    }

    /**
     * Units are not in the bin, or not fit to be sold: they leave the books of the bin, someone is to count it, and the cart is sent to another
     * bin of the site that has some. Publishes {@link UnitsShort}.
     */
    @Transactional
    public Scanned lose(LossReport report) {
        var seen = find(report.task());
        var stop = gates.stop(List.of(seen.fulfilment())).get(seen.fulfilment());
        if (stop != null) return new Withdrawn(view(seen.batch()), stop);
        if (!batches.renew(seen.batch())) return notYours(report.task(), report.scan(), seen.batch());
        var task = find(report.task());
        var before = counted(report.task(), report.scan());
        if (before.isPresent()) return new Counted(view(task.batch()), before.get(), true);
        if (task.state() != PickTask.State.OPEN) return ended(task);
        int quantity = report.quantity() == null ? task.left() : report.quantity();
        if (quantity < 1 || quantity > task.left()) return tooMany(task, quantity);
        writeDown(task, report, quantity);
        return new Counted(view(task.batch()), quantity, false);
    }

    /**
     * Undoes the last pick of the picker's batch: its units go back into their bin. Publishes {@link UnitsUnpicked}. Refused when there is
     * none, when the last scan was a short, and when the batch is done.
     */
    @Transactional
    public Scanned undo(UUID batch) {
        return undo(batch, null);
    }

    /**
     * As {@link #undo(UUID)}, for the scan that is meant: sent again it changes nothing, and it is refused when another scan came after.
     *
     * @param scan null for whichever was last
     */
    @Transactional
    public Scanned undo(UUID batch, @Nullable UUID scan) {
        var undone = scan == null ? Optional.<Integer>empty() : undone(batch, scan);
        if (undone.isPresent()) return new Counted(view(batch), undone.get(), true);
        var last = last(batch);
        if (scan != null && !scan.equals(last.scanId()))
            throw Refusal.conflict("scanned-meanwhile", "Another scan came first; look again.");
        var seen = find(last.taskId());
        var stop = gates.stop(List.of(seen.fulfilment())).get(seen.fulfilment());
        if (stop != null) return new Withdrawn(view(batch), stop);
        if (!batches.renew(batch)) throw PickBatches.notYours();
        if (!last(batch).equals(last))
            throw Refusal.conflict("scanned-meanwhile", "Another scan came first; look again.");
        var task = find(last.taskId());
        if (task.state() == PickTask.State.WITHDRAWN) return ended(task);
        giveBack(task, last);
        return new Counted(view(batch), last.quantity(), false);
    }

    private @Nullable Wrong check(PickTask task, Cart cart, PickScan scan) {
        if (!FloorCodes.clean(scan.bin()).equals(task.placeCode().toUpperCase(java.util.Locale.ROOT))) {
            return Scanned.wrong(
                    "wrong-bin",
                    "bin",
                    scan.bin(),
                    "This is bin " + scan.bin().strip() + "; go to " + task.placeCode() + ".");
        }
        if (codes.units(scan.item(), task.item()).isEmpty()) {
            return Scanned.wrong(
                    "wrong-item",
                    "item",
                    scan.item(),
                    "This is not the item to pick; look at the picture and scan again.");
        }
        if (cart.tote() == null) {
            return Scanned.wrong(
                    "no-tote", "tote", scan.tote(), "Slot " + task.slot() + " has no tote yet; scan one for it first.");
        }
        if (!codes.container(cart.site(), scan.tote()).equals(cart.tote())) {
            return Scanned.wrong(
                    "wrong-tote",
                    "tote",
                    scan.tote(),
                    "Put it into tote " + cart.toteCode() + ", slot " + task.slot() + ".");
        }
        return null;
    }

    private int quantity(PickTask task, PickScan scan) {
        return scan.quantity() == null ? codes.units(scan.item(), task.item()).orElse(1) : scan.quantity();
    }

    private void take(PickTask task, Cart cart, UUID scan, int quantity) {
        var tote = java.util.Objects.requireNonNull(cart.tote());
        move(task, task.place(), tote, quantity, "pick");
        addScan(task, scan, "PICK", quantity, tote);
        count(task, quantity, 0);
        journal.picked(cart.site(), task, String.valueOf(cart.toteCode()), quantity);
        ends.endIfDone(List.of(task.batch()));
    }

    private void move(PickTask task, UUID from, UUID to, int quantity, String reason) {
        int left = quantity;
        for (var held : allocations.of(List.of(task.fulfilment()))) {
            int part = task.holds(held, from) ? Math.min(left, held.quantity()) : 0;
            if (part == 0) continue;
            allocations.move(held.id(), part, to, reason);
            left -= part;
        }
        if (left > 0) throw unitsGone(task, left);
    }

    private void writeDown(PickTask task, LossReport report, int quantity) {
        var site = cart(task).site();
        var result = shorts.writeDown(task, site, report.loss(), quantity);
        if (result.unaccounted() > 0) throw unitsGone(task, result.unaccounted());
        addScan(task, report.scan(), report.loss().name(), quantity, null);
        count(task, 0, quantity);
        shorts.sendOn(task, site, result.instead());
        journal.lost(site, task, report.loss(), quantity, result.instead());
        ends.endIfDone(List.of(task.batch()));
    }

    private void giveBack(PickTask task, LastScan last) {
        move(task, java.util.Objects.requireNonNull(last.toteId()), task.place(), last.quantity(), "pick undone");
        jdbc.sql("update pick_scan set undone_at = :now where task_id = :task and scan_id = :scan")
                .param("now", journal.now())
                .param("task", last.taskId())
                .param("scan", last.scanId())
                .update();
        count(task, -last.quantity(), 0);
        journal.unpicked(cart(task).site(), task, last.quantity());
    }

    private void addScan(PickTask task, UUID scan, String kind, int quantity, @Nullable UUID tote) {
        jdbc.sql(ADD_SCAN)
                .param("task", task.id())
                .param("scan", scan)
                .param("batch", task.batch())
                .param("merchant", task.merchant().value())
                .param("kind", kind)
                .param("quantity", quantity)
                .param("tote", tote)
                .param("picker", Context.current().actor().name())
                .param("pickerKey", Context.current().actor().key())
                .param("now", journal.now())
                .update();
    }

    private void count(PickTask task, int picked, int missing) {
        jdbc.sql(COUNT)
                .param("task", task.id())
                .param("picked", picked)
                .param("short", missing)
                .param("picker", Context.current().actor().name())
                .param("now", journal.now())
                .update();
    }

    private PickTask find(UUID task) {
        return jdbc.sql(FIND)
                .param("task", task)
                .query(PickTask.ROW)
                .optional()
                .orElseThrow(() -> Refusal.notFound("pick task", task));
    }

    private Optional<Integer> counted(UUID task, UUID scan) {
        return jdbc.sql(COUNTED)
                .param("task", task)
                .param("scan", scan)
                .query(Integer.class)
                .optional();
    }

    private Optional<Integer> undone(UUID batch, UUID scan) {
        return jdbc
                .sql(
                        "select quantity from pick_scan where batch_id = :batch and scan_id = :scan and undone_at is not null")
                .param("batch", batch)
                .param("scan", scan)
                .query(Integer.class)
                .list()
                .stream()
                .findFirst();
    }

    private Cart cart(PickTask task) {
        return jdbc.sql(TOTE)
                .param("batch", task.batch())
                .param("slot", task.slot())
                .query((row, n) -> new Cart(
                        row.getObject("tote_id", UUID.class),
                        row.getString("tote_code"),
                        row.getObject("warehouse_id", UUID.class)))
                .single();
    }

    private LastScan last(UUID batch) {
        var last = jdbc.sql(LAST)
                .param("batch", batch)
                .query(LastScan.class)
                .optional()
                .orElseThrow(() -> Refusal.conflict("nothing-to-undo", "Nothing has been picked in this batch yet."));
        if (last.kind().equals("PICK")) return last;
        throw Refusal.conflict("short-is-final", "The last scan was a short; it is put right by counting the bin.");
    }

    private BatchView view(UUID batch) {
        return batches.read(batch).orElseThrow(() -> Refusal.notFound("pick batch", batch));
    }

    /** A scan that counted stays counted when it is sent again after its batch ended. */
    private Scanned notYours(UUID task, UUID scan, UUID batch) {
        return counted(task, scan)
                .<Scanned>map(quantity -> new Counted(view(batch), quantity, true))
                .orElseGet(() -> new Wrong(PickBatches.notYours().problems().getFirst()));
    }

    private Scanned ended(PickTask task) {
        return switch (task.state()) {
            case WITHDRAWN -> new Withdrawn(view(task.batch()), String.valueOf(task.reason()));
            case OPEN, PICKED, SHORT ->
                Scanned.wrong("task-ended", "task", task.id(), "This pick is done; look at the next one.");
        };
    }

    private static Wrong tooMany(PickTask task, int quantity) {
        return Scanned.wrong(
                "wrong-quantity",
                "quantity",
                quantity,
                "Here is to be picked: " + Shown.count(task.left(), "unit")
                        + "; give 1 or more, and no more than that.");
    }

    private static Refusal unitsGone(PickTask task, int missing) {
        return Refusal.conflict(
                "units-gone",
                "quantity",
                missing,
                task.placeCode() + " holds too little for this by now: " + Shown.count(missing, "unit")
                        + " missing; ask for the next thing to do.");
    }
}
