package wharf.picking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.inventory.Allocations.Loss;
import wharf.picking.PickFixture.Balance;
import wharf.picking.PickFixture.Need;
import wharf.picking.Scanned.Counted;
import wharf.platform.BillableAct;
import wharf.platform.BillableActs;
import wharf.platform.Context;
import wharf.platform.Facts;
import wharf.platform.InvariantChecks;
import wharf.shared.ItemId;
import wharf.shared.Refusal;
import wharf.warehouse.LayoutSpec;

/** What was scanned by mistake is taken back, with its fact, as long as nothing has been built on it. */
@PickTest
class UndoTest {
    @Autowired
    PickFixture fixture;

    @Autowired
    Waves waves;

    @Autowired
    PickBatches batches;

    @Autowired
    Picks picks;

    @Autowired
    PutBacks putBacks;

    @Autowired
    CountTasks counts;

    @Autowired
    PickCancellation cancellation;

    @Autowired
    Facts facts;

    @Autowired
    BillableActs acts;

    @Autowired
    InvariantChecks checks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private Site site;
    private ItemId item;
    private UUID bin;

    @BeforeEach
    void aSite() {
        site = fixture.site(LayoutSpec.of(2, 4, 1), 6, 2);
        item = site.item("SKU-0");
        bin = site.bins().getFirst().place();
        fixture.stock(site, item, 0, 10);
    }

    @Test
    void the_same_undo_sent_twice_takes_one_pick_back_and_a_later_scan_is_not_taken_for_it() {
        var picker = loaded("ana", 3);
        var batch = picker.batch();
        var first = scan(picker, 1);
        var second = scan(picker, 1);

        refused("scanned-meanwhile", () -> as("ana").call(() -> picks.undo(batch, first)));
        as("ana").call(() -> picks.undo(batch, second));
        var again = as("ana").call(() -> picks.undo(batch, second));

        assertThat(again).isInstanceOfSatisfying(Counted.class, counted -> {
            assertThat(counted.repeated()).isTrue();
            assertThat(counted.batch().lastScan()).isEqualTo(first);
        });
        assertThat(fixture.units("picked", picker.demand())).isEqualTo(1);
        assertThat(types(picker.demand())).contains("fulfilment.pick_undone");
        assertClean();
    }

    @Test
    void units_put_back_by_mistake_come_out_of_the_bin_again_and_are_put_back_once_more() {
        var task = cancelled("ana", 2);
        var scan = UUID.randomUUID();
        as("ana").run(() -> putBacks.putBack(back(task, scan, 2)));
        assertThat(fixture.balance(bin, item)).isEqualTo(new Balance(10, 0));

        as("ana").run(() -> putBacks.undo(task.id(), scan));
        var twice = as("ana").call(() -> putBacks.undo(task.id(), scan));

        assertThat(twice.repeated()).isTrue();
        assertThat(fixture.balance(bin, item)).isEqualTo(new Balance(8, 0));
        assertThat(fixture.balance(task.container(), item)).isEqualTo(new Balance(2, 2));
        assertClean();
        as("ana").run(() -> putBacks.putBack(back(task, UUID.randomUUID(), 2)));
        assertThat(fixture.balance(bin, item)).isEqualTo(new Balance(10, 0));
        assertThat(as("ana").call(() -> facts.timeline(task.order().value(), 0, 100)))
                .extracting(Facts.Entry::type)
                .contains("fulfilment.put_back_undone");
        assertClean();
    }

    @Test
    void one_put_back_after_the_other_is_undone_the_last_first() {
        var task = cancelled("ana", 4);
        var first = UUID.randomUUID();
        var second = UUID.randomUUID();
        as("ana").run(() -> putBacks.putBack(back(task, first, 2)));
        as("ana").run(() -> putBacks.putBack(back(task, second, 1)));

        refused("scanned-meanwhile", () -> as("ana").call(() -> putBacks.undo(task.id(), first)));
        as("ana").run(() -> putBacks.undo(task.id(), second));
        as("ana").run(() -> putBacks.undo(task.id(), first));

        assertThat(as("ana").call(() -> putBacks.undo(task.id(), second)).repeated())
                .isTrue();
        refused("nothing-to-undo", () -> as("ana").call(() -> putBacks.undo(task.id(), null)));
        assertThat(fixture.balance(task.container(), item)).isEqualTo(new Balance(4, 4));
        assertClean();
    }

    @Test
    void what_is_to_be_counted_and_put_back_after_practice_is_for_those_who_practise() {
        var task = cancelled("ana", 2);
        var cart = claim("bob", 1);
        var picker = new Picker("bob", site, batches, picks);
        picker.load(cart, site.totes().subList(1, 2));
        picker.lose(java.util.Objects.requireNonNull(picker.view(cart).next().task()), 1, Loss.MISSING);

        train();

        assertThat(as("bob").call(() -> counts.open(site.id(), false, null, 10)))
                .isEmpty();
        assertThat(as("bob").call(() -> putBacks.open(site.id(), false, null, 10)))
                .isEmpty();
        assertThat(as("bob").call(() -> counts.open(site.id(), true, null, 10))).hasSize(1);
        assertThat(as("bob").call(() -> putBacks.open(site.id(), true, null, 10)))
                .extracting(PutBack::id)
                .containsExactly(task.id());
    }

    @Test
    void a_put_back_is_not_undone_by_somebody_else_nor_when_an_order_has_the_units_nor_when_the_tote_is_on_a_cart() {
        var task = cancelled("ana", 2);
        as("ana").run(() -> putBacks.putBack(back(task, UUID.randomUUID(), 2)));

        refused("not-your-scan", () -> as("bob").call(() -> putBacks.undo(task.id(), null)));
        var other = claim("bob", 1);
        as("bob").run(() -> batches.assignTote(other, null, task.containerCode()));
        refused("container-in-use", () -> as("ana").call(() -> putBacks.undo(task.id(), null)));
        as("bob").run(() -> cancelAll());
        fixture.stock(site, item, 3, 5);
        release(fixture.order(site, new Need(item, 10)));
        refused("units-taken-meanwhile", () -> as("ana").call(() -> putBacks.undo(task.id(), null)));
        assertClean();
    }

    /** Whoever comes second waits for the first to be done, and sees it. */
    @Test
    void a_tote_goes_on_a_cart_or_gets_units_back_and_never_both_at_once() throws Exception {
        var task = cancelled("ana", 2);
        as("ana").run(() -> putBacks.putBack(back(task, UUID.randomUUID(), 2)));
        var cart = claim("bob", 1);
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            var loading = as("ana")
                    .call(() -> transaction.execute(status -> {
                        putBacks.undo(task.id(), null);
                        var second = other.submit(
                                () -> as("bob").call(() -> batches.assignTote(cart, null, task.containerCode())));
                        untilItWaits(second);
                        return second;
                    }));

            assertThatThrownBy(() -> java.util.Objects.requireNonNull(loading).get())
                    .cause()
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            no -> assertThat(no.problems().getFirst().code()).isEqualTo("tote-not-empty"));
        }
        as("ana").run(() -> putBacks.putBack(back(task, UUID.randomUUID(), 2)));
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            var undoing = as("bob")
                    .call(() -> transaction.execute(status -> {
                        batches.assignTote(cart, null, task.containerCode());
                        var second = other.submit(() -> as("ana").call(() -> putBacks.undo(task.id(), null)));
                        untilItWaits(second);
                        return second;
                    }));

            assertThatThrownBy(() -> java.util.Objects.requireNonNull(undoing).get())
                    .cause()
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            no -> assertThat(no.problems().getFirst().code()).isEqualTo("container-in-use"));
        }
        assertClean();
    }

    /** Or has an answer, which then is the wrong one. */
    private void untilItWaits(java.util.concurrent.Future<?> call) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!call.isDone()
                && System.nanoTime() < end
                && !jdbc.sql(
                                "select exists (select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))")
                        .query(Boolean.class)
                        .single()) Thread.onSpinWait();
    }

    @Test
    void a_count_by_mistake_is_taken_back_and_the_bin_waits_for_another() {
        var task = toCount("ana");
        var before = fixture.balance(bin, item);
        as("ana").run(() -> counts.count(task.id(), 4));
        assertThat(fixture.balance(bin, item)).isEqualTo(new Balance(4, 0));

        var open = as("ana").call(() -> counts.undo(task.id()));

        assertThat(open.setAside()).isEqualTo(task.setAside());
        assertThat(open.expected()).isEqualTo(task.expected());
        assertThat(fixture.balance(bin, item)).isEqualTo(before);
        assertThat(as("ana").call(() -> counts.last(site.id()))).isEmpty();
        assertThat(as("ana").call(() -> counts.undo(task.id())).id()).isEqualTo(open.id());
        assertThat(as("ana").call(() -> facts.timeline(item.value(), 0, 100)))
                .extracting(Facts.Entry::type)
                .contains("stock.count_undone");
        as("ana").run(() -> counts.count(open.id(), 7));
        assertThat(fixture.balance(bin, item)).isEqualTo(new Balance(7, 0));
        assertClean();
    }

    @Test
    void a_count_whose_units_an_order_has_been_given_stays() {
        var task = toCount("ana");
        as("ana").run(() -> counts.count(task.id(), 8));
        release(fixture.order(site, new Need(item, 8)));

        refused("units-taken-meanwhile", () -> as("ana").call(() -> counts.undo(task.id())));
        refused("not-your-scan", () -> as("bob").call(() -> counts.undo(task.id())));
        assertClean();
    }

    @Test
    void many_undos_of_one_count_at_once_undo_it_once() throws Exception {
        var task = toCount("ana");
        var before = fixture.balance(bin, item);
        as("ana").run(() -> counts.count(task.id(), 2));
        var start = new CyclicBarrier(6);
        var refusals = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, 6)
                    .mapToObj(n -> threads.submit(() -> {
                        start.await();
                        try {
                            return as("ana").call(() -> counts.undo(task.id()));
                        } catch (Refusal late) {
                            refusals.incrementAndGet();
                            return null;
                        }
                    }))
                    .toList();
            for (var one : running) one.get();
        }

        assertThat(refusals.get()).isLessThan(6);
        assertThat(fixture.balance(bin, item)).isEqualTo(before);
        assertClean();
    }

    @Test
    void who_practises_gets_carts_of_the_training_merchant_only_and_nobody_pays_for_them() {
        train();
        release(fixture.order(site, new Need(item, 1)));

        assertThat(as("ana").call(() -> batches.claim(site.id()))).isEmpty();
        var batch = as("ana").call(() -> batches.claim(site.id(), true)).orElseThrow();
        assertThat(as("bob").call(() -> batches.claim(site.id(), true))).isEmpty();
        var picker = new Picker("ana", site, batches, picks);
        picker.load(batch, site.totes());
        picker.finish(batch);
        var recorded = as("ana")
                .call(() -> transaction.execute(status -> acts.record(List.of(new BillableAct(
                        site.merchant(),
                        site.id().value(),
                        BillableAct.Kind.PICKED,
                        1,
                        "unit",
                        null,
                        "test:" + UUID.randomUUID(),
                        java.time.Instant.parse("2026-01-05T08:00:00Z"),
                        null)))));

        assertThat(recorded).isZero();
        assertThat(fixture.read(
                        "select count(*) from billable_act where merchant_id = :merchant and kind = 'PICKED'",
                        Integer.class,
                        Map.of("merchant", site.merchant().value())))
                .isZero();
    }

    @Test
    void a_parked_cart_stays_with_its_picker_beyond_the_lease() {
        var batch = claim("ana", 1);
        var numbers = as("ana").call(() -> batches.park());

        assertThat(numbers).hasSize(1);
        assertThat(as("ana").call(() -> batches.view(batch)).leaseUntil())
                .isAfter(java.time.Instant.now().plusSeconds(1800));
        assertThat(as("bob").call(() -> batches.claim(site.id()))).isEmpty();
        as("ana").run(() -> batches.giveBack(batch));
        assertThat(as("bob").call(() -> batches.claim(site.id()))).contains(batch);
    }

    private record Loaded(UUID batch, List<PickDemand> demand, Picker picker) {}

    private Loaded loaded(String name, int units) {
        var demand = fixture.order(site, new Need(item, units));
        release(demand);
        var picker = new Picker(name, site, batches, picks);
        var batch = picker.claim().orElseThrow();
        picker.load(batch, site.totes());
        return new Loaded(batch, demand, picker);
    }

    private UUID claim(String name, int units) {
        release(fixture.order(site, new Need(item, units)));
        return as(name).call(() -> batches.claim(site.id())).orElseThrow();
    }

    private UUID scan(Loaded cart, int units) {
        var task = java.util.Objects.requireNonNull(
                cart.picker().view(cart.batch()).next().task());
        var scan = UUID.randomUUID();
        cart.picker().pick(new PickScan(scan, task.id(), task.binCode(), task.sku(), units, task.tote()));
        return scan;
    }

    private PutBack cancelled(String name, int units) {
        var cart = loaded(name, units);
        cart.picker().finish(cart.batch());
        as("care")
                .run(() -> cancellation.cancel(
                        List.of(cart.demand().getFirst().demand().fulfilment()), "changed her mind"));
        return as(name).call(() -> putBacks.open(site.id(), false, null, 10)).getFirst();
    }

    private void cancelAll() {
        var open = jdbc.sql("select distinct t.fulfilment_id from pick_task t join pick_batch b on b.id = t.batch_id"
                        + " where b.warehouse_id = :site and t.state = 'OPEN'")
                .param("site", site.id().value());
        var ids = java.util.Objects.requireNonNull(transaction.execute(
                status -> open.query((row, n) -> new wharf.shared.FulfilmentId(row.getObject(1, UUID.class)))
                        .list()));
        cancellation.cancel(ids, "over");
    }

    private CountTask toCount(String name) {
        var cart = loaded(name, 1);
        var task = java.util.Objects.requireNonNull(
                cart.picker().view(cart.batch()).next().task());
        cart.picker().lose(task, 1, Loss.MISSING);
        return as(name).call(() -> counts.open(site.id(), false, null, 1)).getFirst();
    }

    private PutBackScan back(PutBack task, UUID scan, int units) {
        return new PutBackScan(
                scan,
                task.id(),
                task.containerCode(),
                task.sku(),
                units,
                site.bins().getFirst().code());
    }

    private void train() {
        as("fixture")
                .run(() -> transaction.executeWithoutResult(
                        status -> jdbc.sql("update merchant set training = true where id = :id")
                                .param("id", site.merchant().value())
                                .update()));
    }

    private void release(List<PickDemand> demand) {
        as("manager").run(() -> waves.release(site.id(), Wave.Mode.WAVE, demand));
    }

    private List<String> types(List<PickDemand> demand) {
        return as("ana")
                .call(() -> facts.timeline(demand.getFirst().demand().order().value(), 0, 100))
                .stream()
                .map(Facts.Entry::type)
                .toList();
    }

    private void assertClean() {
        assertThat(as("check").call(() -> checks.run(5)).stream().filter(result -> !result.holds()))
                .isEmpty();
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        no -> assertThat(no.problems().getFirst().code()).isEqualTo(code));
    }

    private static Context as(String person) {
        return PickFixture.as(person);
    }
}
