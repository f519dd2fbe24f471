package wharf.picking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.inventory.Allocations.Loss;
import wharf.picking.PickFixture.Need;
import wharf.picking.Scanned.Counted;
import wharf.platform.InvariantChecks;
import wharf.shared.FulfilmentId;
import wharf.shared.Ids;
import wharf.testing.Core;
import wharf.warehouse.LayoutSpec;
import wharf.warehouse.Tote;

/** Many people at once on one wave. Every race ends with the books of all modules clean. */
@Core
@PickTest
class PickRacesTest {
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
    PickCancellation cancellation;

    @Autowired
    InvariantChecks checks;

    @Autowired
    Heard heard;

    @Test
    @Tag("slow")
    void fiftyPickersOnOneWavePickEveryUnitOnce() throws Exception {
        var site = stocked(LayoutSpec.of(6, 10, 2), 700, 40, 5_000);
        var demand = fixture.orders(site, randomOrders(site, 600, 4));
        heard.forget();
        var summary = release(site, demand);
        var totes = new ConcurrentLinkedQueue<>(site.totes());

        together(50, n -> () -> work("picker-" + n, site, totes));

        int units = demand.stream().mapToInt(d -> d.demand().quantity()).sum();
        assertThat(summary.units()).isEqualTo(units);
        assertThat(heard.units(UnitsPicked.class, UnitsPicked::units)).isEqualTo(units);
        assertThat(fixture.units("picked", demand)).isEqualTo(units);
        assertThat(batchesNotDone(summary)).isZero();
        assertClean();
    }

    @Test
    void pickersWhoSendEveryScanTwiceAtOncePickEveryUnitOnce() throws Exception {
        var site = stocked(LayoutSpec.of(2, 4, 2), 4, 2, 100);
        var demand = fixture.order(site, new Need(site.item("SKU-0"), 20), new Need(site.item("SKU-1"), 20));
        release(site, demand);
        var ana = new Picker("ana", site, batches, picks);
        var batch = ana.claim().orElseThrow();
        ana.load(batch, site.totes());

        for (var task = ana.view(batch).next().task();
                task != null;
                task = ana.view(batch).next().task()) {
            var scan = new PickScan(Ids.next(), task.id(), task.binCode(), task.sku(), 5, task.tote());
            together(4, n -> () -> ana.pick(scan));
        }

        assertThat(fixture.units("picked", demand)).isEqualTo(40);
        assertClean();
    }

    @Test
    void cancellingWhileItIsPickedLeavesEveryUnitFreeOrToBePutBack() throws Exception {
        var site = stocked(LayoutSpec.of(3, 6, 2), 60, 10, 1_000);
        var demand = fixture.orders(site, randomOrders(site, 40, 3));
        release(site, demand);
        var totes = new ConcurrentLinkedQueue<>(site.totes());
        var fulfilments =
                demand.stream().map(d -> d.demand().fulfilment()).distinct().toList();
        var cancelled = fulfilments.subList(0, 20);

        together(12, n -> n < 4 ? () -> work("picker-" + n, site, totes) : () -> cancelAll(cancelled, n));

        assertThat(fixture.units("allocated + picked + packed", of(demand, cancelled)))
                .isZero();
        var kept = of(demand, fulfilments.subList(20, 40));
        assertThat(fixture.units("picked", kept))
                .isEqualTo(kept.stream().mapToInt(d -> d.demand().quantity()).sum());
        assertClean();
        putAllBack(site);
        assertClean();
        assertThat(open(site)).isEmpty();
    }

    @Test
    void editingOrdersWhileTheyArePickedShipsWhatWasWantedLast() throws Exception {
        var site = stocked(LayoutSpec.of(3, 6, 2), 120, 5, 1_000);
        var demand = fixture.orders(
                site,
                IntStream.range(0, 30)
                        .mapToObj(n -> List.of(new Need(site.item("SKU-" + n % 5), 4)))
                        .toList());
        release(site, demand);
        var totes = new ConcurrentLinkedQueue<>(site.totes());
        var edited = new ConcurrentLinkedQueue<PickDemand>();

        together(
                8,
                n -> n < 5
                        ? () -> work("picker-" + n, site, totes)
                        : () -> {
                            for (int i = n - 5; i < demand.size(); i += 3) {
                                var changed = fixture.edit(site, demand.get(i), 3);
                                release(site, changed);
                                edited.addAll(changed);
                            }
                            return null;
                        });
        work("last", site, totes);

        assertThat(edited).hasSize(30);
        assertThat(fixture.units("picked", List.copyOf(edited))).isEqualTo(90);
        assertThat(fixture.units("allocated + picked + packed", demand)).isZero();
        assertClean();
        putAllBack(site);
        assertClean();
    }

    @Test
    void shortsPicksAndCancelsOfTheSameItemNeverDisagree() throws Exception {
        var site = stocked(LayoutSpec.of(2, 4, 2), 60, 3, 400);
        var demand = fixture.orders(site, randomOrders(site, 40, 2));
        heard.forget();
        release(site, demand);
        var totes = new ConcurrentLinkedQueue<>(site.totes());
        var some = demand.stream()
                .map(d -> d.demand().fulfilment())
                .distinct()
                .limit(8)
                .toList();

        together(8, n -> n < 6 ? () -> clumsy("picker-" + n, site, totes, n) : () -> cancelAll(some, n));

        int withdrawnOrDropped = fixture.units("dropped", demand);
        int picked = fixture.units("picked", demand);
        assertThat(withdrawnOrDropped + picked)
                .isEqualTo(demand.stream().mapToInt(d -> d.demand().quantity()).sum());
        assertThat(heard.units(UnitsShort.class, UnitsShort::units)).isPositive();
        assertClean();
    }

    @Test
    void shortsAndReleasesOverTheSameBinsNeverBindAUnitTwice() throws Exception {
        var site = stocked(LayoutSpec.of(2, 6, 2), 200, 4, 300);
        fixture.stock(
                site,
                IntStream.range(0, 4)
                        .mapToObj(n -> Map.entry(n + 8, new Need(site.item("SKU-" + n), 300)))
                        .toList());
        var demand = fixture.orders(site, randomOrders(site, 90, 2));
        var fulfilments =
                demand.stream().map(d -> d.demand().fulfilment()).distinct().toList();
        release(site, of(demand, fulfilments.subList(0, 40)));
        var totes = new ConcurrentLinkedQueue<>(site.totes());

        together(
                8,
                n -> n < 5
                        ? () -> clumsy("picker-" + n, site, totes, n)
                        : () -> {
                            for (int i = 40 + (n - 5); i < fulfilments.size(); i += 3)
                                release(site, of(demand, fulfilments.subList(i, i + 1)));
                            return null;
                        });
        work("last", site, totes);

        assertThat(fixture.units("allocated", demand)).isZero();
        assertThat(fixture.units("picked", demand)).isPositive();
        assertClean();
    }

    /** Like a person: takes a batch, puts totes on the cart, does what the screen says, until there is nothing left. */
    private Void work(String name, Site site, Queue<Tote> totes) {
        var picker = new Picker(name, site, batches, picks);
        for (var batch = picker.claim(); batch.isPresent(); batch = picker.claim()) {
            load(picker, batch.get(), totes);
            picker.finish(batch.get());
        }
        return null;
    }

    private Void clumsy(String name, Site site, Queue<Tote> totes, int seed) {
        var random = new Random(seed);
        var picker = new Picker(name, site, batches, picks);
        for (var batch = picker.claim(); batch.isPresent(); batch = picker.claim()) {
            var view = load(picker, batch.get(), totes);
            for (var task = view.next().task();
                    task != null;
                    task = picker.view(batch.get()).next().task()) {
                if (random.nextInt(4) == 0) picker.lose(task, 1, random.nextBoolean() ? Loss.MISSING : Loss.DAMAGED);
                else if (picker.pick(task, 1) instanceof Counted && random.nextInt(5) == 0) undo(picker, batch.get());
            }
        }
        return null;
    }

    private static void undo(Picker picker, UUID batch) {
        try {
            picker.undo(batch);
        } catch (wharf.shared.Refusal over) {
            assertThat(over.problems().getFirst().code()).isIn("batch-not-yours", "units-gone", "nothing-to-undo");
        }
    }

    private static BatchView load(Picker picker, UUID batch, Queue<Tote> totes) {
        var view = picker.view(batch);
        while (view.next().action() == BatchView.Next.Action.TOTE) {
            try {
                view = picker.assign(batch, Objects.requireNonNull(totes.poll(), "no tote left"));
            } catch (wharf.shared.Refusal withdrawnMeanwhile) {
                view = picker.view(batch);
            }
        }
        return view;
    }

    private Void cancelAll(List<FulfilmentId> fulfilments, int seed) {
        var mine = new ArrayList<>(fulfilments);
        java.util.Collections.shuffle(mine, new Random(seed));
        for (var fulfilment : mine) {
            PickFixture.ask(PickFixture.as("care"), () -> {
                cancellation.cancel(List.of(fulfilment), "cancelled");
                return null;
            });
        }
        return null;
    }

    private void putAllBack(Site site) throws Exception {
        var all = open(site);
        together(2, n -> () -> {
            for (var back : all) putBack(back);
            return null;
        });
    }

    /** Both send the same scan of each task, as a device that lost its connection would. */
    private void putBack(PutBack back) {
        var bin = Objects.requireNonNull(back.suggestedBin());
        var scan = new PutBackScan(back.id(), back.id(), back.containerCode(), back.sku(), back.left(), bin);
        PickFixture.ask(PickFixture.as("ana"), () -> putBacks.putBack(scan));
    }

    private List<PutBack> open(Site site) {
        return PickFixture.as("ana").call(() -> putBacks.open(site.id(), false, null, 1_000));
    }

    private Site stocked(LayoutSpec layout, int totes, int items, int each) {
        var site = fixture.site(layout, totes, items);
        fixture.stock(
                site,
                IntStream.range(0, items)
                        .mapToObj(n -> Map.entry(n % site.bins().size(), new Need(site.item("SKU-" + n), each)))
                        .toList());
        return site;
    }

    private static List<List<Need>> randomOrders(Site site, int count, int mostLines) {
        var random = new Random(7);
        var skus = List.copyOf(site.items().values());
        return IntStream.range(0, count)
                .mapToObj(n -> IntStream.rangeClosed(1, 1 + random.nextInt(mostLines))
                        .mapToObj(line -> new Need(skus.get(random.nextInt(skus.size())), 1 + random.nextInt(3)))
                        .toList())
                .toList();
    }

    private static List<PickDemand> of(List<PickDemand> demand, List<FulfilmentId> fulfilments) {
        return demand.stream()
                .filter(d -> fulfilments.contains(d.demand().fulfilment()))
                .toList();
    }

    private ReleaseSummary release(Site site, List<PickDemand> demand) {
        return PickFixture.ask(PickFixture.as("manager"), () -> waves.release(site.id(), Wave.Mode.WAVE, demand));
    }

    private int batchesNotDone(ReleaseSummary summary) {
        return fixture.read(
                "select count(*) from pick_batch where wave_id = :wave and state <> 'DONE'",
                Integer.class,
                Map.of("wave", Objects.requireNonNull(summary.wave())));
    }

    private void assertClean() {
        var broken = PickFixture.as("check").call(() -> checks.run(5)).stream()
                .filter(result -> !result.holds())
                .collect(Collectors.toMap(InvariantChecks.Result::name, Function.identity()));
        assertThat(broken).isEmpty();
    }

    private static void together(int people, Function<Integer, Callable<?>> what) throws Exception {
        var start = new CyclicBarrier(people);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, people)
                    .mapToObj(n -> threads.submit(() -> {
                        start.await();
                        return what.apply(n).call();
                    }))
                    .toList();
            for (var one : running) {
                try {
                    one.get();
                } catch (ExecutionException failed) {
                    throw new AssertionError("somebody on the floor failed: " + failed.getCause(), failed.getCause());
                }
            }
        }
    }
}
