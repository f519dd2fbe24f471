package wharf.picking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.inventory.Allocations.Loss;
import wharf.picking.BatchView.Next;
import wharf.picking.PickFixture.Balance;
import wharf.picking.PickFixture.Need;
import wharf.picking.Scanned.Counted;
import wharf.picking.Scanned.Withdrawn;
import wharf.picking.Scanned.Wrong;
import wharf.platform.Context;
import wharf.platform.InvariantChecks;
import wharf.shared.Actor;
import wharf.shared.FulfilmentId;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.Lane;
import wharf.shared.Refusal;
import wharf.shared.Scope;
import wharf.testing.Core;
import wharf.warehouse.LayoutSpec;

@Core
@PickTest
class PicksTest {
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

    @Autowired
    Stops stops;

    Site site;
    ItemId item;
    Picker ana;

    @BeforeEach
    void aSiteWithStock() {
        heard.forget();
        site = fixture.site(LayoutSpec.of(4, 6, 2), 6, 3);
        item = site.item("SKU-0");
        ana = new Picker("ana", site, batches, picks);
        fixture.stock(site, item, 0, 10);
        fixture.stock(site, site.item("SKU-1"), 20, 10);
    }

    @AfterEach
    void nothingIsLost() {
        var broken = PickFixture.as("check").call(() -> checks.run(5)).stream()
                .filter(result -> !result.holds())
                .toList();
        assertThat(broken).isEmpty();
    }

    @Test
    void aWaveTellsItsWalkAndWhatWasShort() {
        var enough = fixture.order(site, new Need(item, 3));
        var two = fixture.order(site, new Need(item, 2), new Need(site.item("SKU-1"), 1));
        var all = new ArrayList<>(enough);
        all.addAll(two);
        all.add(new PickDemand(
                new wharf.inventory.Demand(
                        site.merchant(), FulfilmentId.next(), wharf.shared.OrderId.next(), 1, item, 7),
                enough.getFirst().shipBy(),
                0));

        var summary = release(Wave.Mode.WAVE, all);

        assertThat(summary.tasks()).isEqualTo(3);
        assertThat(summary.units()).isEqualTo(6);
        assertThat(summary.batches()).isEqualTo(1);
        assertThat(summary.shortages()).singleElement().matches(s -> s.missing() == 7);
        assertThat(summary.walkMm()).isPositive().isLessThan(summary.aloneMm());
        assertThat(fixture.units("allocated", all)).isEqualTo(6);
    }

    @Test
    void aScannedPickMovesTheUnitsFromTheBinIntoTheTote() {
        var demand = fixture.order(site, new Need(item, 3));
        var batch = begin(demand);
        var task = next(batch);

        var counted = ana.pick(task, 2);

        assertThat(counted).isInstanceOf(Counted.class);
        assertThat(fixture.balance(task.bin(), item)).isEqualTo(new Balance(8, 1));
        assertThat(fixture.balance(site.totes().getFirst().place(), item)).isEqualTo(new Balance(2, 2));
        assertThat(fixture.units("picked", demand)).isEqualTo(2);
        assertThat(heard.all())
                .singleElement()
                .isInstanceOfSatisfying(
                        UnitsPicked.class,
                        e -> assertThat(e.units().getFirst().quantity()).isEqualTo(2));
    }

    @Test
    void aScanSentAgainCountsOnce() {
        var demand = fixture.order(site, new Need(item, 3));
        var batch = begin(demand);
        var task = next(batch);
        var scan = new PickScan(Ids.next(), task.id(), task.binCode(), task.sku(), 3, task.tote());

        ana.pick(scan);
        var again = ana.pick(scan);

        assertThat(again)
                .isInstanceOfSatisfying(
                        Counted.class, c -> assertThat(c.repeated()).isTrue());
        assertThat(fixture.units("picked", demand)).isEqualTo(3);
    }

    @Test
    void theWrongBinItemToteOrQuantityIsRefusedAndNothingMoves() {
        var demand = fixture.order(site, new Need(item, 3));
        var batch = begin(demand);
        var task = next(batch);
        var other = site.totes().getLast().lpn();

        assertThat(codes(
                        new PickScan(Ids.next(), task.id(), "A04-01-1", task.sku(), 1, task.tote()),
                        new PickScan(Ids.next(), task.id(), task.binCode(), "SKU-1", 1, task.tote()),
                        new PickScan(Ids.next(), task.id(), task.binCode(), task.sku(), 1, other),
                        new PickScan(Ids.next(), task.id(), task.binCode(), task.sku(), 4, task.tote()),
                        new PickScan(Ids.next(), task.id(), task.binCode(), task.sku(), 0, task.tote())))
                .containsExactly("wrong-bin", "wrong-item", "wrong-tote", "wrong-quantity", "wrong-quantity");
        assertThat(fixture.units("picked", demand)).isZero();
    }

    @Test
    void theLastPickCanBeUndone() {
        var demand = fixture.order(site, new Need(item, 3), new Need(site.item("SKU-1"), 1));
        var batch = begin(demand);
        var task = next(batch);
        ana.pick(task, task.left());

        var undone = ana.undo(batch);

        assertThat(undone).isInstanceOf(Counted.class);
        assertThat(fixture.units("picked", demand)).isZero();
        assertThat(fixture.units("allocated", demand)).isEqualTo(4);
        assertThat(next(batch).id()).isEqualTo(task.id());
        assertThatThrownBy(() -> ana.undo(batch)).isInstanceOf(Refusal.class);
        assertThat(ana.finish(batch).state()).isEqualTo(BatchView.State.DONE);
    }

    @Test
    void missingUnitsLeaveTheStockAndEndTheTask() {
        var demand = fixture.order(site, new Need(item, 3));
        var batch = begin(demand);
        var task = next(batch);
        ana.pick(task, 1);

        ana.lose(task, 2, Loss.MISSING);

        assertThat(ana.view(batch).state()).isEqualTo(BatchView.State.DONE);
        assertThat(fixture.balance(task.bin(), item)).isEqualTo(new Balance(0, 0));
        assertThat(fixture.read(
                        "select quantity from balance where place_id = :bin and condition = 'QUARANTINED'",
                        Integer.class,
                        Map.of("bin", task.bin())))
                .isEqualTo(7);
        assertThat(fixture.units("dropped", demand)).isEqualTo(2);
        assertThat(heard.all()).last().isInstanceOf(UnitsShort.class);
        assertThat(fixture.read(
                        "select count(*) from count_task where place_id = :bin",
                        Integer.class,
                        Map.of("bin", task.bin())))
                .isEqualTo(1);
    }

    @Test
    void aCartIsSentOnToTheNextBinWhereItPassesIt() {
        fixture.stock(site, item, 30, 10);
        var demand = fixture.order(site, new Need(item, 3), new Need(site.item("SKU-1"), 1));
        var batch = begin(demand);
        var task = next(batch);

        ana.lose(task, 2, Loss.MISSING);

        var view = ana.view(batch);
        assertThat(view.tasks()).isEqualTo(3);
        assertThat(ana.finish(batch).state()).isEqualTo(BatchView.State.DONE);
        assertThat(fixture.units("picked", demand)).isEqualTo(4);
        assertThat(fixture.units("dropped", demand)).isZero();
        assertThat(heard.all())
                .filteredOn(UnitsShort.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        UnitsShort.class, s -> assertThat(s.open()).isEmpty());
    }

    @Test
    void ofDamagedUnitsTheBinItselfGivesOthers() {
        var demand = fixture.order(site, new Need(item, 3));
        var batch = begin(demand);
        var task = next(batch);

        ana.lose(task, 1, Loss.DAMAGED);

        assertThat(ana.finish(batch).state()).isEqualTo(BatchView.State.DONE);
        assertThat(fixture.units("picked", demand)).isEqualTo(3);
        assertThat(fixture.balance(task.bin(), item)).isEqualTo(new Balance(6, 0));
    }

    @Test
    void aDoneBatchRecordsWhatCanBeChargedForOnceATask() {
        var demand = fixture.order(site, new Need(item, 3), new Need(site.item("SKU-1"), 1));
        var batch = begin(demand);

        var view = ana.finish(batch);

        assertThat(view.state()).isEqualTo(BatchView.State.DONE);
        var order = demand.getFirst().demand().order().value();
        assertThat(fixture.read(
                        "select string_agg(unit || ' ' || quantity, ', ' order by unit, quantity) from billable_act where root = :order and kind = 'PICKED'",
                        String.class,
                        Map.of("order", order)))
                .isEqualTo("line 1, line 1, unit 1, unit 3");
    }

    @Test
    void aCancelledFulfilmentLeavesTheFloorAndItsUnitsGoBackScanByScan() {
        var demand = fixture.order(site, new Need(item, 3), new Need(site.item("SKU-1"), 1));
        var batch = begin(demand);
        var task = next(batch);
        ana.pick(task, 2);

        var withdrawn = PickFixture.as("care")
                .call(() ->
                        cancellation.cancel(List.of(demand.getFirst().demand().fulfilment()), "shopper cancelled"));

        assertThat(withdrawn.freed()).extracting(Unit::quantity).containsExactlyInAnyOrder(1, 1);
        assertThat(ana.pick(task, 1)).isNotInstanceOf(Counted.class);
        assertThat(ana.view(batch).state()).isEqualTo(BatchView.State.DONE);
        var back = open().getFirst();
        assertThat(back.suggestedBin()).isEqualTo(task.binCode());
        assertThat(fixture.balance(back.container(), item)).isEqualTo(new Balance(2, 2));
        var scan = new PutBackScan(Ids.next(), back.id(), back.containerCode(), "SKU-0", 2, task.binCode());
        PickFixture.as("ana").call(() -> putBacks.putBack(scan));
        assertThat(PickFixture.as("ana").call(() -> putBacks.putBack(scan)).repeated())
                .isTrue();
        assertThat(fixture.balance(task.bin(), item)).isEqualTo(new Balance(10, 0));
        assertThat(open()).isEmpty();
        assertThat(heard.all()).last().isInstanceOf(UnitsPutBack.class);
    }

    @Test
    void cancellingTwiceChangesNothingTheSecondTime() {
        var demand = fixture.order(site, new Need(item, 3));
        var batch = begin(demand);
        ana.pick(next(batch), 1);
        var fulfilment = List.of(demand.getFirst().demand().fulfilment());

        PickFixture.as("care").call(() -> cancellation.cancel(fulfilment, "once"));
        var again = PickFixture.as("care").call(() -> cancellation.cancel(fulfilment, "twice"));

        assertThat(again.fulfilments()).isEmpty();
        assertThat(open()).singleElement().matches(task -> task.reason().equals("once"));
        putAway(open().getFirst());
    }

    @Test
    void aPutBackIntoTheWrongPlaceOrOfTheWrongItemIsRefused() {
        var demand = fixture.order(site, new Need(item, 3));
        var batch = begin(demand);
        ana.pick(next(batch), 1);
        PickFixture.as("care")
                .call(() ->
                        cancellation.cancel(List.of(demand.getFirst().demand().fulfilment()), "gone"));
        var back = open().getFirst();
        var bin = site.bins().getFirst().code();
        var tote = back.containerCode();

        for (var wrong : List.of(
                new PutBackScan(
                        Ids.next(),
                        back.id(),
                        tote,
                        "SKU-0",
                        1,
                        site.totes().getLast().code()),
                new PutBackScan(Ids.next(), back.id(), tote, "SKU-1", 1, bin),
                new PutBackScan(Ids.next(), back.id(), site.totes().getLast().code(), "SKU-0", 1, bin),
                new PutBackScan(Ids.next(), back.id(), tote, "SKU-0", 2, bin))) {
            assertThatThrownBy(() -> PickFixture.as("ana").call(() -> putBacks.putBack(wrong)))
                    .isInstanceOf(Refusal.class);
        }
        putAway(back);
    }

    @Test
    void aFulfilmentStoppedAtTheGateIsWithdrawnAtTheNextScan() {
        var held = fixture.order(site, new Need(item, 2));
        var other = fixture.order(site, new Need(site.item("SKU-1"), 1));
        var all = new ArrayList<>(held);
        all.addAll(other);
        var batch = begin(all);
        var task = next(batch);
        ana.pick(task, 1);
        stops.stop(held.getFirst().demand().fulfilment(), "The order is on hold.");

        var answer = ana.pick(task, 1);

        assertThat(answer).isInstanceOfSatisfying(Withdrawn.class, w -> {
            assertThat(w.reason()).isEqualTo("The order is on hold.");
            assertThat(Objects.requireNonNull(w.batch().next().task()).sku()).isEqualTo("SKU-1");
        });
        assertThat(fixture.units("picked", held)).isZero();
        putAway(open().getFirst());
    }

    @Test
    void aLeftBatchIsTakenOverWhenItsLeaseEndsAndTheFirstPickerIsRefused() {
        var demand = fixture.order(site, new Need(item, 3));
        var batch = begin(demand);
        var task = next(batch);
        ana.pick(task, 1);
        var bob = new Picker("bob", site, batches, picks);
        assertThat(bob.claim()).isEmpty();

        endLease(batch);

        assertThat(bob.claim()).contains(batch);
        assertThat(ana.pick(task, 1))
                .isInstanceOfSatisfying(
                        Wrong.class, w -> assertThat(w.problem().code()).isEqualTo("batch-not-yours"));
        assertThat(bob.finish(batch).state()).isEqualTo(BatchView.State.DONE);
        assertThat(fixture.units("picked", demand)).isEqualTo(3);
    }

    @Test
    void twoTokensOfOneNameNeverShareABatchNorItsScans() {
        var one = new Picker(token("0001"), site, batches, picks);
        var two = new Picker(token("0002"), site, batches, picks);
        release(Wave.Mode.SINGLE, fixture.order(site, new Need(item, 2)));
        release(Wave.Mode.SINGLE, fixture.order(site, new Need(item, 1)));
        var first = one.claim().orElseThrow();
        one.load(first, site.totes().subList(0, 1));

        var second = two.claim().orElseThrow();

        assertThat(second).isNotEqualTo(first);
        assertThat(one.claim()).contains(first);
        assertThat(two.pick(next(one, first), 1))
                .isInstanceOfSatisfying(
                        Wrong.class, w -> assertThat(w.problem().code()).isEqualTo("batch-not-yours"));
        token("0002").run(() -> batches.giveBack(first));
        assertThat(one.pick(next(one, first), 2)).isInstanceOf(Counted.class);
        endLease(second);
        assertThat(one.claim()).contains(second);
        one.load(second, site.totes().subList(1, 2));
        one.finish(second);
        assertThat(fixture.read(
                        "select distinct picker || ' ' || picker_key from pick_scan where batch_id in (:batches)",
                        String.class,
                        Map.of("batches", List.of(first, second))))
                .isEqualTo("handheld token:0001");
    }

    private static Context token(String key) {
        return new Context(Scope.ALL, new Actor(Actor.Kind.TOKEN, "handheld", "token:" + key), Lane.SCREEN);
    }

    private static BatchView.Task next(Picker who, java.util.UUID batch) {
        return Objects.requireNonNull(who.view(batch).next().task());
    }

    @Test
    void aToteIsOnOneCartOnlyAndEmpty() {
        var first = begin(fixture.order(site, new Need(item, 1)));
        release(Wave.Mode.WAVE, fixture.order(site, new Need(item, 1)));
        var bob = new Picker("bob", site, batches, picks);
        var second = bob.claim().orElseThrow();
        var taken = site.totes().getFirst();

        assertThatThrownBy(() -> bob.assign(second, taken)).hasMessageContaining("cart already");
        ana.finish(first);
        assertThatThrownBy(() -> bob.assign(second, taken)).hasMessageContaining("something in this tote");
        bob.load(second, site.totes().subList(1, 3));
        assertThat(bob.finish(second).state()).isEqualTo(BatchView.State.DONE);
    }

    private ReleaseSummary release(Wave.Mode mode, List<PickDemand> demand) {
        return PickFixture.as("manager").call(() -> waves.release(site.id(), mode, demand));
    }

    private java.util.UUID begin(List<PickDemand> demand) {
        release(Wave.Mode.WAVE, demand);
        var batch = ana.claim().orElseThrow();
        ana.load(batch, site.totes());
        return batch;
    }

    private BatchView.Task next(java.util.UUID batch) {
        var next = ana.view(batch).next();
        assertThat(next.action()).isEqualTo(Next.Action.PICK);
        return Objects.requireNonNull(next.task());
    }

    private List<String> codes(PickScan... scans) {
        return List.of(scans).stream()
                .map(ana::pick)
                .map(answer -> ((Wrong) answer).problem().code())
                .toList();
    }

    private List<PutBack> open() {
        return PickFixture.as("ana").call(() -> putBacks.open(site.id(), false, null, 10));
    }

    private void putAway(PutBack back) {
        var bin = Objects.requireNonNull(back.suggestedBin());
        PickFixture.as("ana")
                .call(() -> putBacks.putBack(
                        new PutBackScan(Ids.next(), back.id(), back.containerCode(), back.sku(), back.left(), bin)));
    }

    private void endLease(java.util.UUID batch) {
        PickFixture.as("clock")
                .call(() -> fixture.read(
                        "update pick_batch set lease_until = now() - interval '1 second' where id = :batch returning 1",
                        Integer.class,
                        Map.of("batch", batch)));
    }
}
