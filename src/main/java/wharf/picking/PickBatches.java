package wharf.picking;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.catalog.Item;
import wharf.catalog.Items;
import wharf.catalog.PictureBook;
import wharf.picking.BatchView.Next;
import wharf.picking.BatchView.Slot;
import wharf.picking.BatchView.Task;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.shared.FulfilmentId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.warehouse.Totes;

/**
 * Batches and who picks them. A batch is leased, by the system clock: two pickers never have the same one, and one whose picker is gone
 * is somebody else's when the lease ends. The picker is the actor of the context, known by its key: of two tokens with the same name each has its
 * own.
 */
@Service
public class PickBatches {
    /** How long a picker is reminded of a tote to be put back. */
    private static final Duration REMINDED = Duration.ofHours(1);

    private static final String CURRENT = """
            select id
            from pick_batch
            where warehouse_id = :site
            and picker_key = :picker
            and state = 'PICKING'
            and training = :practice
            order by claimed_at
            limit 1
            """;
    private static final String RESUME = """
            update pick_batch
            set lease_until = now() + make_interval(secs => :lease)
            where warehouse_id = :site
            and picker_key = :picker
            and state = 'PICKING'
            and training = :practice
            returning id
            """;
    private static final String CLAIM = """
            with next as (
              select id
              from pick_batch
              where warehouse_id = :site
              and training = :practice
              and state <> 'DONE'
              and (state = 'OPEN' or lease_until < now())
              order by priority desc, ship_by, number
              limit 1
              for update %s
            )
            update pick_batch b
            set state = 'PICKING', picker = :name, picker_key = :picker, lease_until = now() + make_interval(secs => :lease),
                claimed_at = coalesce(b.claimed_at, now())
            from next
            where b.id = next.id
            returning b.id
            """;
    private static final String CLAIM_WAVE = """
            update pick_batch
            set state = 'PICKING', picker = :name, picker_key = :picker, lease_until = now() + make_interval(secs => :lease),
                claimed_at = coalesce(claimed_at, now())
            where warehouse_id = :site
            and wave_id = :wave
            and state = 'OPEN'
            returning id
            """;
    private static final String RENEW = """
            update pick_batch
            set lease_until = now() + make_interval(secs => :lease)
            where id = :batch
            and picker_key = :picker
            and state = 'PICKING'
            """;
    private static final String GIVE_BACK = """
            update pick_batch
            set state = 'OPEN', picker = null, picker_key = null, lease_until = null
            where id = :batch
            and picker_key = :picker
            and state = 'PICKING'
            """;
    private static final String VIEW = """
            select b.id, b.number, b.wave_id, b.warehouse_id, b.state, b.picker, b.lease_until, b.tasks, b.units, b.walk_mm, b.alone_mm,
                   (select count(*) from pick_task t where t.batch_id = b.id and t.state <> 'OPEN') as tasks_done,
                   coalesce(last.kind = 'PICK', false) as undoable, last.scan_id as last_scan
            from pick_batch b
            left join lateral (
              select s.kind, s.scan_id
              from pick_scan s
              where s.batch_id = b.id
              and s.undone_at is null
              order by s.n desc
              limit 1) last on true
            where b.id = :batch
            """;
    private static final String SLOTS = """
            select s.slot, s.fulfilment_id, s.tote_code,
                   (select count(*) from pick_task t where t.batch_id = s.batch_id and t.slot = s.slot and t.state = 'OPEN') as open,
                   coalesce(back.units, 0) as put_back, back.because,
                   case when back.units > 0 then 'PUT_BACK'
                        when exists (select from allocation a
                                     where a.fulfilment_id = s.fulfilment_id and a.place_id = s.tote_id and not a.orphaned) then 'PACK'
                        else 'EMPTY' end as way
            from pick_slot s
            left join lateral (
              select sum(b.quantity - b.done) as units, min(b.reason) as because
              from put_back b
              where b.container_id = s.tote_id
              and b.fulfilment_id = s.fulfilment_id
              and b.done_at is null) back on true
            where s.batch_id = :batch
            order by s.slot
            """;
    private static final String OPEN_TASKS = "select " + PickTask.COLUMNS + """
            from pick_task t
            where t.batch_id = :batch
            and t.state = 'OPEN'
            order by t.sequence
            limit :limit
            """;
    private static final String TO_PUT_BACK = """
            select b.id
            from put_back p
            join pick_slot s on s.fulfilment_id = p.fulfilment_id and s.tote_id = p.container_id
            join pick_batch b on b.id = s.batch_id
            where p.warehouse_id = :site
            and p.done_at is null
            and b.picker_key = :picker
            and b.state = 'DONE'
            and b.training = :practice
            and b.done_at > :since
            order by b.done_at desc
            limit 1
            """;
    private static final String PARK = """
            update pick_batch
            set lease_until = greatest(lease_until, now() + make_interval(secs => :lease))
            where picker_key = :picker
            and state = 'PICKING'
            returning number
            """;
    private static final String OPEN_FULFILMENTS = """
            select distinct fulfilment_id
            from pick_task
            where batch_id = :batch
            and state = 'OPEN'
            """;
    private static final String ASSIGN = """
            update pick_slot
            set tote_id = :tote, tote_code = :code
            where batch_id = :batch
            and slot = :slot
            and (tote_id is null or not exists (
              select from pick_task t where t.batch_id = :batch and t.slot = :slot and t.picked > 0))
            """;

    private final JdbcClient jdbc;
    private final Items items;
    private final Totes totes;
    private final PickGates gates;
    private final PickInstructions instructions;
    private final PictureBook pictures;
    private final BusinessClock clock;
    private final Duration lease;
    private final Duration parked;

    PickBatches(
            JdbcClient jdbc,
            Items items,
            Totes totes,
            PickGates gates,
            @Lazy PickInstructions instructions,
            PictureBook pictures,
            BusinessClock clock,
            @Value("${wharf.picking.lease:5m}") Duration lease,
            @Value("${wharf.picking.parked:1h}") Duration parked) {
        this.jdbc = jdbc;
        this.items = items;
        this.totes = totes;
        this.gates = gates;
        this.instructions = instructions;
        this.pictures = pictures;
        this.clock = clock;
        this.lease = lease;
        this.parked = parked;
    }

    /** The picker's own batch if there is one, otherwise the most urgent that waits or was left; empty when there is none. */
    @Transactional
    public Optional<UUID> claim(WarehouseId site) {
        return claim(site, false);
    }

    /** As {@link #claim(WarehouseId)}; who practises gets a training merchant's batch, and nobody else does. */
    @Transactional
    public Optional<UUID> claim(WarehouseId site, boolean practice) {
        // A batch may be locked for a moment without being taken, by a cancellation; before there is said to be none,
        // wait for it.
        return first(leased(RESUME, site, practice))
                .or(() -> claim(CLAIM.formatted("skip locked"), site, practice))
                .or(() -> claim(CLAIM.formatted(""), site, practice));
    }

    /**
     * The picker puts the device down, or somebody else signs in on it: their batches stay theirs for {@code wharf.picking.parked}, until they
     * come back or hand them over. Returns the numbers of the batches.
     */
    @Transactional
    public List<Long> park() {
        return jdbc.sql(PARK)
                .param("picker", picker())
                .param("lease", (double) parked.toSeconds())
                .query(Long.class)
                .list();
    }

    /** What was released in a wave goes to this picker, who gives back what else they have. In the release's transaction, nobody comes first. */
    @Transactional
    public Optional<UUID> claimWave(WarehouseId site, UUID wave) {
        for (var other = current(site, false); other.isPresent(); other = current(site, false)) giveBack(other.get());
        return first(leased(CLAIM_WAVE, site, false)
                .param("name", Context.current().actor().name())
                .param("wave", wave));
    }

    /** The batch the picker has already; empty when there is none. */
    @Transactional(readOnly = true)
    public Optional<UUID> current(WarehouseId site, boolean practice) {
        return jdbc.sql(CURRENT)
                .param("site", site.value())
                .param("picker", picker())
                .param("practice", practice)
                .query(UUID.class)
                .optional();
    }

    /**
     * The cart the picker has done a short while ago and that still has a tote to be put back: whoever opens the page anew, or whose last order was
     * cancelled, is to be told once more. Empty when there is none.
     */
    @Transactional(readOnly = true)
    public Optional<UUID> lastToPutBack(WarehouseId site, boolean practice) {
        return jdbc.sql(TO_PUT_BACK)
                .param("site", site.value())
                .param("picker", picker())
                .param("practice", practice)
                .param("since", Sql.timestamp(clock.instant().minus(REMINDED)))
                .query(UUID.class)
                .optional();
    }

    /** Another picker may go on with the batch at once; the totes stay on the cart. Nothing happens if it is not the picker's. */
    @Transactional
    public void giveBack(UUID batch) {
        jdbc.sql(GIVE_BACK).param("batch", batch).param("picker", picker()).update();
    }

    /** The batch with the next thing to do; fulfilments that must not be picked are withdrawn before. Refuses an unknown one. */
    @Transactional
    public BatchView view(UUID batch) {
        gates.stop(openFulfilments(batch));
        return read(batch).orElseThrow(() -> Refusal.notFound("pick batch", batch));
    }

    /**
     * Puts a tote on a slot of the picker's cart; another one may replace it while it is empty. Refuses a tote that is unknown here, has
     * something in it or stands on a cart already.
     *
     * @param slot null for the next slot that needs one
     */
    @Transactional
    public BatchView assignTote(UUID batch, @Nullable Integer slot, String scanned) {
        if (!renew(batch)) throw notYours();
        var view = read(batch).orElseThrow(() -> Refusal.notFound("pick batch", batch));
        int number = slot == null ? nextSlot(view) : slot;
        if (view.slots().stream().noneMatch(s -> s.slot() == number)) throw Refusal.notFound("slot", number);
        var tote = totes.find(view.warehouse(), scanned)
                .orElseThrow(() -> Refusal.invalid(
                        "unknown-tote",
                        "tote",
                        scanned,
                        "No tote of this warehouse has that code; scan an empty tote."));
        if (view.slots().stream()
                .anyMatch(s -> s.slot() == number && tote.code().equals(s.tote()))) return view;
        totes.hold(tote.place());
        if (!totes.isEmpty(tote.place())) {
            throw Refusal.conflict(
                    "tote-not-empty", "tote", scanned, "There is something in this tote; scan an empty one.");
        }
        if (assign(batch, number, tote.place(), tote.code(), scanned) == 0) {
            throw Refusal.conflict("tote-in-use", "tote", scanned, "The tote of this slot has units in it already.");
        }
        return read(batch).orElseThrow();
    }

    /** The picker has read what stops a pick of this cart, and says so. Refuses an instruction that is not about this cart. */
    @Transactional
    public BatchView acknowledge(UUID batch, UUID instruction) {
        if (!renew(batch)) throw notYours();
        var here = slots(batch).stream().map(Slot::fulfilment).distinct().toList();
        var known = instructions.forPicking(here).stream()
                .filter(one -> one.id().equals(instruction))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("instruction", instruction));
        instructions.acknowledge(known.fulfilment(), instruction);
        return read(batch).orElseThrow();
    }

    /** What has to be confirmed before anything of the task is picked. */
    Optional<PickInstruction> unconfirmed(PickTask task) {
        return instructions.forPicking(List.of(task.fulfilment())).stream()
                .filter(one -> one.isAbout(task) && one.blocks())
                .findFirst();
    }

    private static int nextSlot(BatchView view) {
        if (view.next().action() == Next.Action.TOTE) return view.next().slot();
        throw Refusal.conflict("no-tote-needed", "Every slot of this cart has its tote; scan the bin.");
    }

    private int assign(UUID batch, int slot, UUID tote, String code, String scanned) {
        try {
            return jdbc.sql(ASSIGN)
                    .param("batch", batch)
                    .param("slot", slot)
                    .param("tote", tote)
                    .param("code", code)
                    .update();
        } catch (DuplicateKeyException onACart) {
            throw Refusal.conflict(
                    "tote-on-cart", "tote", scanned, "This tote stands on a cart already; scan another one.");
        }
    }

    /** Locks the batch for its picker and prolongs the lease; false when it is someone else's, or over. */
    boolean renew(UUID batch) {
        return jdbc.sql(RENEW)
                        .param("batch", batch)
                        .param("picker", picker())
                        .param("lease", (double) lease.toSeconds())
                        .update()
                == 1;
    }

    Optional<BatchView> read(UUID batch) {
        var slots = slots(batch);
        var next = next(batch, slots);
        return jdbc.sql(VIEW)
                .param("batch", batch)
                .query((row, n) -> new BatchView(
                        batch,
                        row.getLong("number"),
                        row.getObject("wave_id", UUID.class),
                        new WarehouseId(row.getObject("warehouse_id", UUID.class)),
                        BatchView.State.valueOf(row.getString("state")),
                        row.getString("picker"),
                        row.getObject("lease_until") == null
                                ? null
                                : row.getObject("lease_until", OffsetDateTime.class)
                                        .toInstant(),
                        row.getInt("tasks"),
                        row.getInt("tasks_done"),
                        row.getInt("units"),
                        row.getLong("walk_mm"),
                        row.getLong("alone_mm"),
                        row.getBoolean("undoable"),
                        row.getObject("last_scan", UUID.class),
                        slots,
                        next))
                .optional();
    }

    static Refusal notYours() {
        return Refusal.conflict(
                "batch-not-yours", "This batch is done, or another picker has taken it over; ask for the next batch.");
    }

    private Optional<UUID> claim(String sql, WarehouseId site, boolean practice) {
        return first(leased(sql, site, practice)
                .param("name", Context.current().actor().name()));
    }

    private JdbcClient.StatementSpec leased(String sql, WarehouseId site, boolean practice) {
        return jdbc.sql(sql)
                .param("site", site.value())
                .param("practice", practice)
                .param("picker", picker())
                .param("lease", (double) lease.toSeconds());
    }

    private static Optional<UUID> first(JdbcClient.StatementSpec taking) {
        return taking.query(UUID.class).list().stream().findFirst();
    }

    private Collection<FulfilmentId> openFulfilments(UUID batch) {
        return jdbc.sql(OPEN_FULFILMENTS)
                .param("batch", batch)
                .query((row, n) -> new FulfilmentId(row.getObject(1, UUID.class)))
                .list();
    }

    private List<Slot> slots(UUID batch) {
        return jdbc.sql(SLOTS)
                .param("batch", batch)
                .query((row, n) -> new Slot(
                        row.getInt("slot"),
                        new FulfilmentId(row.getObject("fulfilment_id", UUID.class)),
                        row.getString("tote_code"),
                        row.getInt("open"),
                        Slot.Way.valueOf(row.getString("way")),
                        row.getInt("put_back"),
                        row.getString("because")))
                .list();
    }

    private Next next(UUID batch, List<Slot> slots) {
        var bare = slots.stream()
                .filter(slot -> slot.tote() == null && slot.open() > 0)
                .findFirst();
        if (bare.isPresent()) return new Next(Next.Action.TOTE, bare.get().slot(), null);
        return show(openTasks(batch, 1), slots).stream()
                .findFirst()
                .map(task -> new Next(Next.Action.PICK, task.slot(), task))
                .orElse(Next.DONE);
    }

    /** What is still to be picked, in walking order, the next first; so that a picker without a connection knows where to go. */
    @Transactional(readOnly = true)
    public List<Task> ahead(UUID batch, int limit) {
        return show(openTasks(batch, limit), slots(batch));
    }

    private List<PickTask> openTasks(UUID batch, int limit) {
        return jdbc.sql(OPEN_TASKS)
                .param("batch", batch)
                .param("limit", limit)
                .query(PickTask.ROW)
                .list();
    }

    private List<Task> show(List<PickTask> tasks, List<Slot> slots) {
        var ids = tasks.stream().map(PickTask::item).distinct().toList();
        var known = items.find(ids);
        var drawn = pictures.of(ids);
        var theirs = tasks.stream().map(PickTask::fulfilment).distinct().toList();
        var notes = theirs.isEmpty() ? List.<PickInstruction>of() : instructions.forPicking(theirs);
        return tasks.stream()
                .map(task -> show(
                        task,
                        slots,
                        known.get(task.item()),
                        notes.stream().filter(note -> note.isAbout(task)).toList(),
                        drawn.get(task.item())))
                .toList();
    }

    private static Task show(
            PickTask task,
            List<Slot> slots,
            @Nullable Item item,
            List<PickInstruction> notes,
            @Nullable String picture) {
        var tote = slots.stream()
                .filter(slot -> slot.slot() == task.slot())
                .map(Slot::tote)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse("");
        return new Task(
                task.id(),
                task.sequence(),
                task.slot(),
                tote == null ? "" : tote,
                task.place(),
                task.placeCode(),
                task.merchant(),
                task.item(),
                item == null ? "" : item.sku(),
                item == null ? "" : item.name(),
                task.lot(),
                task.quantity(),
                task.picked(),
                task.left(),
                instruction(item),
                notes,
                picture);
    }

    private static @Nullable String instruction(@Nullable Item item) {
        return item == null || item.instruction() == null
                ? null
                : item.instruction().text();
    }

    private static String picker() {
        return Context.current().actor().key();
    }
}
