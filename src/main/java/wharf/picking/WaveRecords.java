package wharf.picking;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import wharf.picking.PlannedBatch.PlannedPick;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Decision;
import wharf.platform.Decisions;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.platform.Turn;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;

/** Waves as rows: one statement a table, however large the wave. */
@Component
class WaveRecords {
    private static final String ADD_WAVE = """
            insert into wave (id, warehouse_id, mode, released_at, released_by, fulfilments, batches, tasks, units, short_units, walk_mm,
                              alone_mm)
            values (:id, :site, :mode, :at, :by, :fulfilments, :batches, :tasks, :units, :shorts, :walk, :alone)
            returning number
            """;
    private static final String ADD_BATCHES = """
            insert into pick_batch (id, wave_id, warehouse_id, state, priority, ship_by, tasks, units, walk_mm, alone_mm, training)
            select b.id, :wave, :site, 'OPEN', b.priority, b.ship_by, b.tasks, b.units, b.walk, b.alone, b.training
            from unnest(:ids, :priorities, :shipBys, :tasks, :units, :walks, :alone, :training) with ordinality
              as b (id, priority, ship_by, tasks, units, walk, alone, training, n)
            order by b.n
            returning id, number
            """;
    private static final String ADD_SLOTS = """
            insert into pick_slot (batch_id, slot, merchant_id, fulfilment_id, order_id)
            select *
            from unnest(:batches, :slots, :merchants, :fulfilments, :orders)
            """;
    private static final String ADD_TASKS = """
            insert into pick_task (id, batch_id, slot, sequence, merchant_id, fulfilment_id, order_id, line_no, item_id, place_id,
                                   place_code, lot, quantity, walk_mm, state)
            select t.*, 'OPEN'
            from unnest(:ids, :batches, :slots, :sequences, :merchants, :fulfilments, :orders, :lines, :items, :places, :codes, :lots,
                        :quantities, :walks) as t
            """;
    private static final String SELECT = """
            select w.id, w.warehouse_id, w.number, w.mode, w.released_at, w.released_by, w.fulfilments, w.batches, w.tasks, w.units,
                   w.short_units, w.walk_mm, w.alone_mm,
                   (select count(*) from pick_batch b where b.wave_id = w.id and b.state = 'DONE') as batches_done,
                   (select count(*) from pick_batch b join pick_task t on t.batch_id = b.id
                    where b.wave_id = w.id and t.state <> 'OPEN') as tasks_done
            from wave w
            """;
    private static final String LIST = SELECT + """
            where w.warehouse_id = :site
            and (cast(:from as bigint) is null or w.number %1$s :from)
            order by w.number %2$s
            limit :limit
            """;
    private static final String ONWARD = LIST.formatted("<", "desc");
    private static final String BACK = LIST.formatted(">", "asc");
    private static final String BATCHES = """
            select b.id, b.number, b.state, b.training, b.picker, b.ship_by, b.tasks, b.units, b.walk_mm, t.done, t.short,
                   (select count(distinct s.fulfilment_id) from pick_slot s where s.batch_id = b.id) as fulfilments
            from pick_batch b
            cross join lateral (
              select count(*) filter (where t.state <> 'OPEN') as done, coalesce(sum(t.short), 0) as short
              from pick_task t
              where t.batch_id = b.id) t
            where b.wave_id = :wave
            order by b.number
            """;
    private static final RowMapper<Wave> ROW = (row, n) -> new Wave(
            row.getObject("id", UUID.class),
            new WarehouseId(row.getObject("warehouse_id", UUID.class)),
            row.getLong("number"),
            Wave.Mode.valueOf(row.getString("mode")),
            row.getObject("released_at", OffsetDateTime.class).toInstant(),
            row.getString("released_by"),
            row.getInt("fulfilments"),
            row.getInt("batches"),
            row.getInt("batches_done"),
            row.getInt("tasks"),
            row.getInt("tasks_done"),
            row.getInt("units"),
            row.getInt("short_units"),
            row.getLong("walk_mm"),
            row.getLong("alone_mm"));

    private final JdbcClient jdbc;
    private final Decisions decisions;
    private final Facts facts;
    private final BusinessClock clock;

    WaveRecords(JdbcClient jdbc, Decisions decisions, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.decisions = decisions;
        this.facts = facts;
        this.clock = clock;
    }

    private record Slot(UUID batch, int slot, Pickable fulfilment) {}

    private record Task(UUID batch, int sequence, PlannedPick pick) {}

    Optional<Wave> find(UUID wave) {
        return jdbc.sql(SELECT + "where w.id = :id")
                .param("id", wave)
                .query(ROW)
                .optional();
    }

    List<WaveBatch> batches(UUID wave) {
        return jdbc.sql(BATCHES)
                .param("wave", wave)
                .query((row, n) -> new WaveBatch(
                        row.getObject("id", UUID.class),
                        row.getLong("number"),
                        BatchView.State.valueOf(row.getString("state")),
                        row.getBoolean("training"),
                        row.getString("picker"),
                        row.getObject("ship_by", OffsetDateTime.class).toInstant(),
                        row.getInt("fulfilments"),
                        row.getInt("tasks"),
                        row.getInt("done"),
                        row.getInt("units"),
                        row.getInt("short"),
                        row.getLong("walk_mm")))
                .list();
    }

    List<Wave> list(WarehouseId site, Turn turn, int limit) {
        var from = turn.from();
        return jdbc.sql(turn.back() ? BACK : ONWARD)
                .param("site", site.value())
                .param("from", from == null ? null : from.number(0), Types.BIGINT)
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    /** Whose orders are for practice only. */
    Set<MerchantId> trainingMerchants() {
        return jdbc.sql("select training_merchants()")
                .query((row, n) -> new MerchantId(row.getObject(1, UUID.class)))
                .set();
    }

    ReleaseSummary write(
            WarehouseId site,
            Wave.Mode mode,
            List<PlannedBatch> batches,
            Set<MerchantId> training,
            List<Shortage> shortages) {
        var wave = Ids.next();
        var summary = new ReleaseSummary(
                wave,
                0,
                sum(batches, b -> b.fulfilments().size()),
                batches.size(),
                sum(batches, b -> b.picks().size()),
                sum(batches, PlannedBatch::units),
                shortages,
                batches.stream().mapToLong(PlannedBatch::walkMm).sum(),
                batches.stream().mapToLong(PlannedBatch::aloneMm).sum());
        long number = addWave(site, mode, summary, clock.instant());
        var byId = new java.util.LinkedHashMap<UUID, PlannedBatch>();
        batches.forEach(batch -> byId.put(Ids.next(), batch));
        var numbers = addBatches(site, wave, byId, training);
        addSlots(byId);
        addTasks(byId);
        explain(number, byId, numbers);
        return new ReleaseSummary(
                wave,
                number,
                summary.fulfilments(),
                summary.batches(),
                summary.tasks(),
                summary.units(),
                shortages,
                summary.walkMm(),
                summary.aloneMm());
    }

    private static int sum(List<PlannedBatch> batches, java.util.function.ToIntFunction<PlannedBatch> figure) {
        return batches.stream().mapToInt(figure).sum();
    }

    private long addWave(WarehouseId site, Wave.Mode mode, ReleaseSummary summary, Instant now) {
        return jdbc.sql(ADD_WAVE)
                .param("id", summary.wave())
                .param("site", site.value())
                .param("mode", mode.name())
                .param("at", Sql.timestamp(now))
                .param("by", Context.current().actor().name())
                .param("fulfilments", summary.fulfilments())
                .param("batches", summary.batches())
                .param("tasks", summary.tasks())
                .param("units", summary.units())
                .param(
                        "shorts",
                        summary.shortages().stream().mapToInt(Shortage::missing).sum())
                .param("walk", summary.walkMm())
                .param("alone", summary.aloneMm())
                .query(Long.class)
                .single();
    }

    private Map<UUID, Long> addBatches(
            WarehouseId site, UUID wave, Map<UUID, PlannedBatch> batches, Set<MerchantId> training) {
        var numbers = new HashMap<UUID, Long>();
        var rows = batches.values();
        jdbc.sql(ADD_BATCHES)
                .param("wave", wave)
                .param("site", site.value())
                .param("ids", Sql.uuids(batches.keySet()))
                .param(
                        "priorities",
                        Sql.ints(rows.stream().map(PlannedBatch::priority).toList()))
                .param(
                        "shipBys",
                        Sql.instants(rows.stream().map(PlannedBatch::shipBy).toList()))
                .param(
                        "tasks",
                        Sql.ints(rows.stream().map(b -> b.picks().size()).toList()))
                .param("units", Sql.ints(rows.stream().map(PlannedBatch::units).toList()))
                .param(
                        "walks",
                        Sql.longs(rows.stream().map(PlannedBatch::walkMm).toList()))
                .param(
                        "alone",
                        Sql.longs(rows.stream().map(PlannedBatch::aloneMm).toList()))
                .param(
                        "training",
                        Sql.booleans(rows.stream()
                                .map(batch -> training.contains(
                                        batch.fulfilments().getFirst().merchant()))
                                .toList()))
                .query((row, n) -> numbers.put(row.getObject("id", UUID.class), row.getLong("number")))
                .list();
        return numbers;
    }

    private void addSlots(Map<UUID, PlannedBatch> batches) {
        var slots = new ArrayList<Slot>();
        batches.forEach((id, batch) ->
                batch.fulfilments().forEach(f -> slots.add(new Slot(id, nextSlot(slots, id), f))));
        jdbc.sql(ADD_SLOTS)
                .param("batches", Sql.uuids(slots.stream().map(Slot::batch).toList()))
                .param("slots", Sql.ints(slots.stream().map(Slot::slot).toList()))
                .param(
                        "merchants",
                        Sql.ids(slots.stream()
                                .map(s -> s.fulfilment().merchant())
                                .toList()))
                .param(
                        "fulfilments",
                        Sql.ids(slots.stream()
                                .map(s -> s.fulfilment().fulfilment())
                                .toList()))
                .param(
                        "orders",
                        Sql.ids(slots.stream().map(s -> s.fulfilment().order()).toList()))
                .update();
    }

    private static int nextSlot(List<Slot> slots, UUID batch) {
        if (slots.isEmpty() || !slots.getLast().batch().equals(batch)) return 1;
        return slots.getLast().slot() + 1;
    }

    private void addTasks(Map<UUID, PlannedBatch> batches) {
        var tasks = new ArrayList<Task>();
        batches.forEach((id, batch) -> {
            for (int i = 0; i < batch.picks().size(); i++)
                tasks.add(new Task(id, i + 1, batch.picks().get(i)));
        });
        jdbc.sql(ADD_TASKS)
                .param("ids", Sql.uuids(column(tasks, task -> Ids.next())))
                .param("batches", Sql.uuids(column(tasks, Task::batch)))
                .param("slots", Sql.ints(column(tasks, task -> task.pick().slot())))
                .param("sequences", Sql.ints(column(tasks, Task::sequence)))
                .param(
                        "merchants",
                        Sql.ids(column(
                                tasks, task -> task.pick().units().demand().merchant())))
                .param(
                        "fulfilments",
                        Sql.ids(column(
                                tasks, task -> task.pick().units().demand().fulfilment())))
                .param(
                        "orders",
                        Sql.ids(column(
                                tasks, task -> task.pick().units().demand().order())))
                .param(
                        "lines",
                        Sql.ints(column(
                                tasks, task -> task.pick().units().demand().lineNo())))
                .param(
                        "items",
                        Sql.ids(column(
                                tasks, task -> task.pick().units().demand().item())))
                .param(
                        "places",
                        Sql.uuids(column(tasks, task -> task.pick().units().place())))
                .param(
                        "codes",
                        Sql.texts(column(tasks, task -> task.pick().units().placeCode())))
                .param(
                        "lots",
                        Sql.texts(column(tasks, task -> task.pick().units().lot())))
                .param(
                        "quantities",
                        Sql.ints(column(tasks, task -> task.pick().units().quantity())))
                .param("walks", Sql.longs(column(tasks, task -> task.pick().walkMm())))
                .update();
    }

    private static <T> List<T> column(List<Task> tasks, Function<Task, T> value) {
        return tasks.stream().map(value).toList();
    }

    /** Why this batch: what it walks, against each of its fulfilments walked alone. */
    private void explain(long wave, Map<UUID, PlannedBatch> batches, Map<UUID, Long> numbers) {
        var now = clock.instant();
        var why = new ArrayList<Decision>();
        var released = new ArrayList<Fact>();
        batches.forEach((id, batch) -> {
            long number = Objects.requireNonNull(numbers.get(id));
            for (var f : batch.fulfilments()) {
                why.add(decision(f, id, number, batch, now));
                released.add(Fact.of(
                                f.merchant(),
                                f.order().value(),
                                "fulfilment",
                                f.fulfilment().value(),
                                "fulfilment.sent_to_pick",
                                now)
                        .with(Map.of("wave", wave, "batch", number)));
            }
        });
        decisions.record(why);
        facts.record(released);
    }

    private static Decision decision(Pickable f, UUID batchId, long number, PlannedBatch batch, Instant now) {
        int others = batch.fulfilments().size() - 1;
        var reason = others == 0
                ? "Picked on a walk of its own."
                : "Picked together with %s on one walk of %d m, instead of %d m one by one."
                        .formatted(
                                others == 1 ? "another one" : others + " others",
                                batch.walkMm() / 1000,
                                batch.aloneMm() / 1000);
        return Decision.of(
                f.merchant(),
                f.order().value(),
                f.fulfilment().value(),
                "batch",
                "batch " + number,
                reason,
                List.of(
                        new Decision.Candidate(
                                "batch " + number,
                                true,
                                Map.of(
                                        "walkMm",
                                        batch.walkMm(),
                                        "fulfilments",
                                        others + 1,
                                        "batch",
                                        batchId.toString()),
                                ""),
                        new Decision.Candidate(
                                "one by one",
                                true,
                                Map.of("walkMm", batch.aloneMm(), "fulfilments", others + 1),
                                others == 0 ? "The same walk." : "A longer walk.")),
                now);
    }
}
