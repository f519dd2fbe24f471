package wharf.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import wharf.catalog.Handling;
import wharf.catalog.ItemInstruction;
import wharf.catalog.NewItem;
import wharf.inventory.Allocations;
import wharf.inventory.PlaceRef;
import wharf.platform.InvariantChecks;
import wharf.shared.Actor;
import wharf.shared.FulfilmentId;
import wharf.shared.Ids;
import wharf.shared.Refusal;
import wharf.testing.Core;

@Core
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "wharf.work.enabled=false")
@Import({PackingPorts.class, PackingFixture.class})
@RecordApplicationEvents
class PackStationTest {
    private static final Handling HAZMAT = new Handling(false, false, false, false, true, false, false);
    private static final Handling SERIAL = new Handling(false, true, false, false, false, false, false);

    @Autowired
    PackingFixture world;

    @Autowired
    PackStation station;

    @Autowired
    PackPlans plans;

    @Autowired
    Materials materials;

    @Autowired
    InvariantChecks checks;

    @Autowired
    ApplicationEvents events;

    @BeforeEach
    void world() {
        world.begin(
                NewItem.physical("MUG", "Mug", 300, 100, 90, 95).withBarcodes("4006381333931"),
                NewItem.physical("TEE", "Shirt", 180, 250, 200, 20).withBarcodes("4006381333948"),
                NewItem.physical("ACID", "Acid", 500, 80, 80, 150)
                        .withBarcodes("4006381333955")
                        .withHandling(HAZMAT),
                NewItem.physical("CAM", "Camera", 700, 150, 100, 90)
                        .withBarcodes("4006381333962")
                        .withHandling(SERIAL));
    }

    @Test
    void anOrderIsPackedScanByScanWeighedAndAnnounced() {
        var tote = world.tote("T-1");
        var fulfilment = world.picked(tote, Map.of("MUG", 2));
        plan(fulfilment, "MUG", 2);
        var session = open("T-1");
        assertThat(session.next()).contains("Mug").contains("2 to go");
        assertThat(Objects.requireNonNull(session.suggestion()).steps()).isNotEmpty();

        accepted(session, "s1", "4006381333931");
        accepted(session, "s2", "MUG");
        assertThat(view(session).next()).contains("carton");
        var parcel = close(session, "p1", "BOX-S", 740);

        assertThat(parcel.units()).isEqualTo(2);
        assertThat(parcel.expectedGrams()).isEqualTo(600 + 90 + 8 * 2);
        assertThat(view(session).open()).isFalse();
        assertThat(places(fulfilment)).containsExactly(PlaceRef.Kind.CARTON);
        assertThat(events.stream(UnitsPacked.class).toList().getLast().units())
                .singleElement()
                .satisfies(units -> assertThat(units.quantity()).isEqualTo(2));
        assertThat(charged(fulfilment))
                .containsEntry("order", 1L)
                .containsEntry("unit", 2L)
                .containsEntry("BOX-S", 1L);
    }

    @Test
    void aScanSentAgainCountsOnce() {
        var session = openWith(Map.of("MUG", 2));

        accepted(session, "same", "MUG");
        var again = scan(session, "same", "MUG");

        assertThat(again)
                .isInstanceOfSatisfying(
                        ScanResult.Accepted.class, a -> assertThat(a.repeated()).isTrue());
        assertThat(view(session).unitsInCarton()).isEqualTo(1);
    }

    @Test
    void aWrongItemATooManyAndAnUnknownCodeAreRefusedAndMoveNothing() {
        var session = openWith(Map.of("MUG", 1));

        assertThat(refused(session, "r1", "TEE")).isEqualTo("wrong-item");
        assertThat(refused(session, "r2", "0000000000000")).isEqualTo("unknown-code");
        accepted(session, "s1", "MUG");
        assertThat(refused(session, "r3", "MUG")).isEqualTo("too-many");

        assertThat(view(session).unitsInCarton()).isEqualTo(1);
    }

    @Test
    void severalUnitsCountByOneScanWithATimesKey() {
        var session = openWith(Map.of("TEE", 12));

        var result = world.as("ann", () -> station.scan(session.id(), new Scan("s1", "TEE", 12, null)));

        assertThat(result).isInstanceOf(ScanResult.Accepted.class);
        assertThat(view(session).unitsInCarton()).isEqualTo(12);
        assertThat(world.<ScanResult>as("ann", () -> station.scan(session.id(), new Scan("s2", "TEE", 1, null))))
                .isInstanceOf(ScanResult.Refused.class);
    }

    @Test
    void undoingAScanPutsTheUnitBackIntoTheTote() {
        var tote = world.tote("T-1");
        var fulfilment = world.picked(tote, Map.of("MUG", 2));
        var session = open("T-1");
        accepted(session, "s1", "MUG");
        accepted(session, "s2", "MUG");

        undo(session, "s2");
        undo(session, "s2");

        assertThat(view(session).unitsInCarton()).isEqualTo(1);
        assertThat(world.as("ann", () -> world.allocations.in(tote)))
                .singleElement()
                .satisfies(held -> assertThat(held.quantity()).isEqualTo(1));
        assertThat(fulfilment).isNotNull();
    }

    @Test
    void hazardousGoodsGoIntoAParcelOfTheirOwn() {
        var session = openWith(Map.of("MUG", 1, "ACID", 1));
        accepted(session, "s1", "MUG");

        assertThat(refused(session, "s2", "ACID")).isEqualTo("must-travel-apart");

        close(session, "p1", "BOX-S", 420);
        accepted(session, "s3", "ACID");
        close(session, "p2", "BOX-S", 610);
        assertThat(view(session).parcels()).hasSize(2);
        assertThat(view(session).open()).isFalse();
    }

    @Test
    void aSerialTrackedUnitNeedsItsSerial() {
        var session = openWith(Map.of("CAM", 1));

        assertThat(refused(session, "s1", "CAM")).isEqualTo("serial-needed");
        assertThat(world.<ScanResult>as("ann", () -> station.scan(session.id(), new Scan("s2", "CAM", null, "SN-1"))))
                .isInstanceOf(ScanResult.Accepted.class);
    }

    @Test
    void anotherPackerIsRefusedWhileTheFirstIsAtWorkAndTheFirstGoesOn() {
        world.picked(world.tote("T-1"), Map.of("MUG", 1));
        var session = open("T-1");

        assertThatThrownBy(() -> world.as("bob", () -> station.open(world.site, "T-1")))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(code(r)).isEqualTo("taken"));
        assertThatThrownBy(() -> world.as("bob", () -> station.scan(session.id(), Scan.of("b1", "MUG"))))
                .isInstanceOf(Refusal.class);
        assertThat(open("T-1").id()).isEqualTo(session.id());
    }

    @Test
    void anotherPackerTakesOverOnceTheLeaseHasRunOut() {
        world.picked(world.tote("T-1"), Map.of("MUG", 1));
        var session = open("T-1");
        world.inTransaction(() -> world.jdbc
                .sql("update pack_session set lease_until = now() where id = :id")
                .param("id", session.id())
                .update());

        assertThat(world.as("bob", () -> station.open(world.site, "T-1")).id()).isEqualTo(session.id());
        assertThat(view(session).worker()).isEqualTo("bob");
    }

    @Test
    void twoTokensOfOneNameDoNotShareASession() {
        world.picked(world.tote("T-1"), Map.of("MUG", 1));
        var one = new Actor(Actor.Kind.TOKEN, "bench", "token:0001");
        var two = new Actor(Actor.Kind.TOKEN, "bench", "token:0002");
        var session = world.as(one, () -> station.open(world.site, "T-1"));

        assertThatThrownBy(() -> world.as(two, () -> station.open(world.site, "T-1")))
                .isInstanceOfSatisfying(
                        Refusal.class, taken -> assertThat(code(taken)).isEqualTo("taken"));
        assertThat(world.as(one, () -> station.open(world.site, "T-1")).id()).isEqualTo(session.id());
    }

    @Test
    void ofTwoPackersWhoOpenAToteAtOnceOneGetsIt() throws Exception {
        world.picked(world.tote("T-1"), Map.of("MUG", 1));
        try (var pool = Executors.newFixedThreadPool(8)) {
            var tries = java.util.stream.IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(i -> () -> opened("packer-" + i))
                    .toList();
            long got = 0;
            for (var future : pool.invokeAll(tries)) if (future.get()) got++;
            assertThat(got).isEqualTo(1);
        }
    }

    private boolean opened(String worker) {
        try {
            world.as(worker, () -> station.open(world.site, "T-1"));
            return true;
        } catch (Refusal taken) {
            assertThat(code(taken)).isEqualTo("taken");
            return false;
        }
    }

    @Test
    void aFulfilmentOpensByItsNumberToo() {
        var fulfilment = world.picked(world.tote("T-1"), Map.of("MUG", 1));
        var number =
                Objects.requireNonNull(world.coordinator.known.get(fulfilment)).number();

        assertThat(open(number).lines())
                .singleElement()
                .satisfies(line -> assertThat(line.places()).containsExactly("T-1"));
    }

    @Test
    void anEmptyToteAnUnknownCodeAndUnpickedGoodsAreRefused() {
        world.tote("EMPTY");
        var fulfilment = world.allocated(Map.of("MUG", 1));
        var number =
                Objects.requireNonNull(world.coordinator.known.get(fulfilment)).number();

        assertThat(openingRefused("EMPTY")).isEqualTo("nothing-to-pack");
        assertThat(openingRefused("NO-SUCH")).isEqualTo("not-found");
        assertThat(openingRefused(number)).isEqualTo("not-picked");
    }

    @Test
    void aToteOfTwoOrdersIsPackedOneOrderAfterTheOther() {
        var tote = world.tote("T-1");
        world.picked(tote, Map.of("MUG", 1));
        world.picked(tote, Map.of("TEE", 1));
        var session = open("T-1");
        accepted(session, "s1", "TEE");

        assertThat(refused(session, "s2", "MUG")).isEqualTo("other-order");

        close(session, "p1", "MAILER-S", 210);
        accepted(session, "s3", "MUG");
        close(session, "p2", "BOX-S", 420);
        assertThat(view(session).open()).isFalse();
    }

    @Test
    void aWeightThatDoesNotFitNeedsAReasonWhichIsKept() {
        var session = openWith(Map.of("MUG", 1));
        accepted(session, "s1", "MUG");

        assertThatThrownBy(() -> close(session, "p1", "BOX-S", 900))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(code(r)).isEqualTo("weight-off"));
        var parcel = world.as(
                "ann",
                () -> station.closeParcel(session.id(), new CloseParcel("p1", "BOX-S", 900, "extra catalogue", null)));

        assertThat(parcel.weighedGrams()).isEqualTo(900);
        assertThat(reasons(parcel)).contains("extra catalogue");
    }

    @Test
    void closingTwiceWithTheSameRequestMakesOneParcel() {
        var session = openWith(Map.of("MUG", 1));
        accepted(session, "s1", "MUG");

        var first = close(session, "p1", "BOX-S", 420);

        assertThat(close(session, "p1", "BOX-S", 420)).isEqualTo(first);
        assertThat(view(session).parcels()).hasSize(1);
    }

    @Test
    void a_parcel_that_is_closed_twice_at_once_is_closed_once_and_both_are_told_of_it() throws Exception {
        var session = openWith(Map.of("MUG", 5));
        accepted(session, "s1", "MUG");

        var told = atOnce(session, () -> close(session, "p1", "BOX-S", 420));

        assertThat(told.getFirst()).isEqualTo(told.getLast());
        assertThat(view(session).parcels()).hasSize(1);
    }

    @Test
    void a_report_of_missing_units_that_is_sent_twice_at_once_counts_once() throws Exception {
        var fulfilment = world.picked(world.tote("T-1"), Map.of("MUG", 5));
        var session = open("T-1");

        atOnce(session, () -> {
            reportShort(session, "x1", Allocations.Loss.MISSING);
            return true;
        });

        assertThat(world.as("ann", () -> world.allocations.of(List.of(fulfilment))).stream()
                        .mapToInt(Allocations.Held::quantity)
                        .sum())
                .isEqualTo(4);
    }

    /** Does it twice: both have begun before either can go on. */
    private <T> List<T> atOnce(SessionView session, Callable<T> work) throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = world.inTransaction(() -> {
                world.jdbc
                        .sql("select 1 from pack_session where id = :id for update")
                        .param("id", session.id())
                        .query(Integer.class)
                        .single();
                var sent = List.of(pool.submit(work), pool.submit(work));
                var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
                while (waiting() < 2 && System.nanoTime() < end) Thread.onSpinWait();
                return sent;
            });
            return List.of(
                    both.getFirst().get(30, TimeUnit.SECONDS), both.getLast().get(30, TimeUnit.SECONDS));
        }
    }

    private int waiting() {
        return world.jdbc
                .sql("select count(distinct pid) from pg_locks where not granted")
                .query(Integer.class)
                .single();
    }

    @Test
    void aParcelWaitsUntilTheInstructionIsConfirmed() {
        var tote = world.tote("T-1");
        var fulfilment = world.picked(tote, Map.of("MUG", 1));
        var note = new PackInstruction(
                Ids.next(), fulfilment, null, ItemInstruction.Type.ACKNOWLEDGE, "Use tissue paper", false);
        world.coordinator.notes.put(note.id(), note);
        var session = open("T-1");
        accepted(session, "s1", "MUG");

        assertThatThrownBy(() -> close(session, "p1", "BOX-S", 420))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(code(r)).isEqualTo("not-acknowledged"));
        world.as("ann", () -> {
            station.acknowledge(session.id(), note.id());
            return true;
        });

        assertThat(close(session, "p1", "BOX-S", 420).units()).isEqualTo(1);
    }

    @Test
    void aCancelledOrderIsDivertedAtTheNextScan() {
        var tote = world.tote("T-1");
        var fulfilment = world.picked(tote, Map.of("MUG", 2));
        var session = open("T-1");
        accepted(session, "s1", "MUG");
        world.coordinator.stopped.put(
                fulfilment, new PackGate.Stop(PackGate.Stop.Kind.PUT_BACK, "Cancelled: take everything to put-back."));

        assertThat(refused(session, "s2", "MUG")).isEqualTo("put-back");

        assertThat(view(session).open()).isFalse();
        assertThat(openingRefused("T-1")).isEqualTo("put-back");
    }

    @Test
    void aHeldOrderIsRefusedAndCanGoOnLater() {
        var fulfilment = world.picked(world.tote("T-1"), Map.of("MUG", 1));
        var session = open("T-1");
        world.coordinator.stopped.put(fulfilment, new PackGate.Stop(PackGate.Stop.Kind.HELD, "Address check."));
        assertThat(refused(session, "s1", "MUG")).isEqualTo("held");

        world.coordinator.stopped.remove(fulfilment);

        accepted(session, "s2", "MUG");
    }

    @Test
    void aMissingUnitIsWrittenDownAnnouncedAndTheRestIsPacked() {
        var fulfilment = world.picked(world.tote("T-1"), Map.of("MUG", 2));
        var session = open("T-1");
        accepted(session, "s1", "MUG");

        reportShort(session, "x1", Allocations.Loss.MISSING);
        reportShort(session, "x1", Allocations.Loss.MISSING);

        var announced = events.stream(UnitsShort.class).toList();
        assertThat(announced).hasSize(1);
        assertThat(announced.getFirst().units().getFirst().fulfilment()).isEqualTo(fulfilment);
        close(session, "p1", "BOX-S", 420);
        assertThat(view(session).open()).isFalse();
    }

    @Test
    void countedMaterialFallsWithEachParcelAndPlansRespectIt() {
        world.as("ann", () -> {
            materials.set(world.site, "BOX-S", 1);
            return true;
        });
        var session = openWith(Map.of("MUG", 1));
        accepted(session, "s1", "MUG");

        close(session, "p1", "BOX-S", 420);

        assertThat(world.as("ann", () -> materials.onHand(world.site))).containsEntry("BOX-S", 0L);
    }

    @Test
    void leavingNeedsAnEmptyCarton() {
        var session = openWith(Map.of("MUG", 1));
        accepted(session, "s1", "MUG");
        assertThatThrownBy(() -> leave(session))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(code(r)).isEqualTo("carton-not-empty"));

        undo(session, "s1");
        leave(session);

        assertThat(world.as("bob", () -> station.open(world.site, "T-1")).open())
                .isTrue();
    }

    @Test
    void afterAllThatEveryInvariantHolds() {
        var session = openWith(Map.of("MUG", 3));
        accepted(session, "s1", "MUG");
        undo(session, "s1");
        accepted(session, "s2", "MUG");
        reportShort(session, "x1", Allocations.Loss.DAMAGED);
        accepted(session, "s3", "MUG");
        close(session, "p1", "BOX-S", 740);

        assertThat(world.as("check", () -> checks.run(10)))
                .allSatisfy(result ->
                        assertThat(result.violations()).as(result.name()).isEmpty());
    }

    private SessionView openWith(Map<String, Integer> units) {
        world.picked(world.tote("T-1"), units);
        return open("T-1");
    }

    private SessionView open(String code) {
        return world.as("ann", () -> station.open(world.site, code));
    }

    private SessionView view(SessionView session) {
        return world.as("ann", () -> station.view(session.id()));
    }

    private ScanResult scan(SessionView session, String request, String code) {
        return world.as("ann", () -> station.scan(session.id(), Scan.of(request, code)));
    }

    private void accepted(SessionView session, String request, String code) {
        assertThat(scan(session, request, code)).isInstanceOf(ScanResult.Accepted.class);
    }

    private String refused(SessionView session, String request, String code) {
        var result = scan(session, request, code);
        assertThat(result).isInstanceOf(ScanResult.Refused.class);
        return ((ScanResult.Refused) result).code();
    }

    private void undo(SessionView session, String request) {
        world.as("ann", () -> {
            station.undo(session.id(), request);
            return true;
        });
    }

    private void leave(SessionView session) {
        world.as("ann", () -> {
            station.leave(session.id());
            return true;
        });
    }

    private void reportShort(SessionView session, String request, Allocations.Loss loss) {
        world.as("ann", () -> {
            station.reportShort(session.id(), new ShortReport(request, "MUG", 1, loss));
            return true;
        });
    }

    private ClosedParcel close(SessionView session, String request, String carton, int grams) {
        return world.as(
                "ann", () -> station.closeParcel(session.id(), new CloseParcel(request, carton, grams, null, null)));
    }

    private String openingRefused(String code) {
        try {
            open(code);
        } catch (Refusal refusal) {
            return code(refusal);
        }
        throw new AssertionError(code + " was opened");
    }

    private static String code(Refusal refusal) {
        return refusal.problems().getFirst().code();
    }

    private void plan(FulfilmentId fulfilment, String sku, int quantity) {
        var order = Objects.requireNonNull(world.coordinator.known.get(fulfilment));
        world.as(
                "planner",
                () -> plans.planAndStore(List.of(new PlanRequest(
                        world.merchant,
                        order.order(),
                        fulfilment,
                        world.site,
                        List.of(new PlanRequest.Line(Objects.requireNonNull(world.ids.get(sku)), quantity)),
                        wharf.packing.carton.Freight.flat(900),
                        "USD"))));
    }

    private List<PlaceRef.Kind> places(FulfilmentId fulfilment) {
        return world.as("ann", () -> world.allocations.of(List.of(fulfilment))).stream()
                .map(Allocations.Held::placeKind)
                .toList();
    }

    private Map<String, Long> charged(FulfilmentId fulfilment) {
        var order =
                Objects.requireNonNull(world.coordinator.known.get(fulfilment)).order();
        return world.inTransaction(() -> world
                .jdbc
                .sql("select unit, quantity from billable_act where root = :order")
                .param("order", order.value())
                .query((row, n) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private List<String> reasons(ClosedParcel parcel) {
        return world.inTransaction(() -> world.jdbc
                .sql("select reason from fact where subject = :parcel and type = 'parcel.verified'")
                .param("parcel", parcel.parcel().value())
                .query(String.class)
                .list());
    }
}
