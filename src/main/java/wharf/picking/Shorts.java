package wharf.picking;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.Allocated;
import wharf.inventory.Allocations;
import wharf.inventory.Allocations.Loss;
import wharf.inventory.Shortfalls;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.WarehouseId;

/**
 * A bin gives less than the task says: the bin is to be counted, and the same cart goes on to another bin of the site for what is missing, if
 * one has it, where that costs the shortest way.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Shorts {
    private static final String ADD_COUNT = """
            insert into count_task (id, warehouse_id, merchant_id, place_id, item_id, lot, reason, created_at, set_aside)
            values (:id, :site, :merchant, :place, :item, :lot, :reason, :now, :setAside)
            on conflict (place_id, item_id, lot) where done_at is null do update
            set set_aside = count_task.set_aside + excluded.set_aside
            """;
    private static final String AHEAD = """
            select sequence, place_id
            from pick_task
            where batch_id = :batch
            and state = 'OPEN'
            and id <> :task
            order by sequence
            """;
    private static final String LAST = "select max(sequence) from pick_task where batch_id = :batch";
    // By way of numbers nobody has: the sequence is unique at every moment.
    private static final String STEP_ASIDE = """
            update pick_task
            set sequence = sequence + 1000000
            where batch_id = :batch
            and sequence >= :from
            """;
    private static final String STEP_BACK = """
            update pick_task
            set sequence = sequence - 999999
            where batch_id = :batch
            and sequence >= 1000000
            """;
    private static final String ADD_TASK = """
            insert into pick_task (id, batch_id, slot, sequence, merchant_id, fulfilment_id, order_id, line_no, item_id, place_id,
                                   place_code, lot, quantity, walk_mm, state)
            values (:id, :batch, :slot, :sequence, :merchant, :fulfilment, :order, :line, :item, :place, :code, :lot, :quantity, :walk, 'OPEN')
            """;
    private static final String GROW_BATCH = """
            update pick_batch
            set tasks = tasks + 1, walk_mm = walk_mm + :walk
            where id = :batch
            returning wave_id
            """;
    private static final String GROW_WAVE =
            "update wave set tasks = tasks + 1, walk_mm = walk_mm + :walk where id = :wave";

    private final JdbcClient jdbc;
    private final Allocations allocations;
    private final Shortfalls shortfalls;
    private final Floors floors;
    private final FloorJournal journal;

    Shorts(JdbcClient jdbc, Allocations allocations, Shortfalls shortfalls, Floors floors, FloorJournal journal) {
        this.jdbc = jdbc;
        this.allocations = allocations;
        this.shortfalls = shortfalls;
        this.floors = floors;
        this.journal = journal;
    }

    private record Ahead(int sequence, UUID placeId) {}

    /** Where a further pick goes, and how much longer the walk is with it. */
    private record Insertion(int sequence, long legMm, long moreMm) {}

    /** What the bin did not give, and what the order got instead. */
    record Result(int unaccounted, List<Allocated> instead) {}

    /**
     * Writes the units down where the task's are bound, and binds others.
     *
     * @return with the units that turned out not to be bound there at all; the caller refuses those
     */
    Result writeDown(PickTask task, WarehouseId site, Loss loss, int quantity) {
        int left = quantity;
        int setAside = 0;
        var instead = new ArrayList<Allocated>();
        for (var held : allocations.of(List.of(task.fulfilment()))) {
            int part = task.holds(held, task.place()) ? Math.min(left, held.quantity()) : 0;
            if (part == 0) continue;
            var outcome = shortfalls.replace(held.id(), part, loss);
            instead.addAll(outcome.instead());
            setAside += outcome.setAside();
            left -= part;
        }
        askForCount(task, site, loss, setAside);
        return new Result(left, instead);
    }

    /** Sends the cart of the task to the bins that give what this one did not. */
    void sendOn(PickTask task, WarehouseId site, List<Allocated> instead) {
        for (var units : instead) {
            var ahead = ahead(task);
            var floor = floors.over(
                    site,
                    Stream.concat(
                                    Stream.of(task.place(), units.place()),
                                    ahead.stream().map(Ahead::placeId))
                            .distinct()
                            .toList());
            var where = insertion(floor, task, units, ahead);
            stepAside(task.batch(), where.sequence());
            add(task, units, where);
            grow(task.batch(), where.moreMm());
        }
    }

    private List<Ahead> ahead(PickTask task) {
        return jdbc.sql(AHEAD)
                .param("batch", task.batch())
                .param("task", task.id())
                .query(Ahead.class)
                .list();
    }

    private Insertion insertion(Floor floor, PickTask task, Allocated units, List<Ahead> ahead) {
        var best = new Insertion(0, 0, Long.MAX_VALUE);
        for (int i = 0; i <= ahead.size(); i++) {
            var before = i == 0 ? task.place() : ahead.get(i - 1).placeId();
            @Nullable UUID after = i == ahead.size() ? null : ahead.get(i).placeId();
            long leg = floor.legMm(before, units.place());
            long more = leg
                    + (after == null
                            ? floor.legMm(null, units.place()) - floor.legMm(null, before)
                            : floor.legMm(units.place(), after) - floor.legMm(before, after));
            int sequence = after == null ? last(task.batch()) + 1 : ahead.get(i).sequence();
            if (more <= best.moreMm()) best = new Insertion(sequence, leg, more);
        }
        return best;
    }

    private int last(UUID batch) {
        return jdbc.sql(LAST).param("batch", batch).query(Integer.class).single();
    }

    private void stepAside(UUID batch, int from) {
        jdbc.sql(STEP_ASIDE).param("batch", batch).param("from", from).update();
        jdbc.sql(STEP_BACK).param("batch", batch).update();
    }

    private void add(PickTask task, Allocated units, Insertion where) {
        jdbc.sql(ADD_TASK)
                .param("id", Ids.next())
                .param("batch", task.batch())
                .param("slot", task.slot())
                .param("sequence", where.sequence())
                .param("merchant", task.merchant().value())
                .param("fulfilment", task.fulfilment().value())
                .param("order", task.order().value())
                .param("line", task.lineNo())
                .param("item", task.item().value())
                .param("place", units.place())
                .param("code", units.placeCode())
                .param("lot", units.lot())
                .param("quantity", units.quantity())
                .param("walk", where.legMm())
                .update();
    }

    private void grow(UUID batch, long moreMm) {
        long walk = Math.max(0, moreMm);
        var wave = jdbc.sql(GROW_BATCH)
                .param("batch", batch)
                .param("walk", walk)
                .query(UUID.class)
                .single();
        jdbc.sql(GROW_WAVE).param("wave", wave).param("walk", walk).update();
    }

    private void askForCount(PickTask task, WarehouseId site, Loss loss, int setAside) {
        jdbc.sql(ADD_COUNT)
                .param("id", Ids.next())
                .param("site", site.value())
                .param("merchant", task.merchant().value())
                .param("place", task.place())
                .param("item", task.item().value())
                .param("lot", task.lot())
                .param("reason", loss.name())
                .param("now", Sql.timestamp(journal.now().toInstant()))
                .param("setAside", setAside)
                .update();
    }
}
