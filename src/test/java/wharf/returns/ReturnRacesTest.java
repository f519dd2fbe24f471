package wharf.returns;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.payment.Payments;
import wharf.platform.BusinessClock;
import wharf.platform.Facts;
import wharf.platform.WorkEngine;
import wharf.shared.Refusal;
import wharf.testing.Couriers;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Two reach for the same units of a return at the same instant: one wins, the other is told so in words, and nothing is counted or paid twice. */
@WharfTest
class ReturnRacesTest {
    private static final int ROUNDS = 4;

    @Autowired
    Scenery scenery;

    @Autowired
    ReturnScenery dock;

    @Autowired
    Returns returns;

    @Autowired
    ReturnPolicies policies;

    @Autowired
    Receiving receiving;

    @Autowired
    Payments payments;

    @Autowired
    WorkEngine engine;

    @Autowired
    Couriers couriers;

    @Autowired
    Facts facts;

    @Autowired
    BusinessClock clock;

    @LocalServerPort
    int port;

    @Test
    void theLastUnitOfALineIsAskedForOnce() {
        var shop = dock.shop("MUG");
        for (int round = 0; round < ROUNDS; round++) {
            var order = dock.shipped(shop, "MUG", 1);
            var outcomes = race(
                    () -> returns.request(ReturnScenery.refund(order, 1, 1, "DAMAGED")),
                    () -> returns.request(ReturnScenery.refund(order, 1, 1, "CHANGED_MIND")),
                    () -> returns.request(ReturnScenery.exchange(order, 1, 1, "MUG")));
            assertThat(outcomes)
                    .filteredOn(outcome -> outcome instanceof ReturnView)
                    .hasSize(1);
            assertThat(outcomes)
                    .filteredOn(outcome -> outcome instanceof Refusal)
                    .hasSize(2);
        }
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void callingOffAgainstTheDockEndsOneWay() {
        var shop = dock.shop("MUG");
        for (int round = 0; round < ROUNDS; round++) {
            var order = dock.shipped(shop, "MUG", 1);
            var wanted = dock.request(ReturnScenery.refund(order, 1, 1, "DAMAGED"));
            race(() -> done(() -> returns.cancel(wanted.id(), null)), () -> dock.count(shop, wanted.id(), 1, 1));
            var line = dock.view(wanted.id()).line(1);
            assertThat(line.received()).isBetween(0, 1);
        }
        engine.drain();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void callingOffAgainstTheYesOfTheShopEndsCalledOffWithoutALabelOrReplacedAtOnce() {
        var shop = dock.shop("MUG");
        for (boolean instant : new boolean[] {false, true})
            for (int round = 0; round < ROUNDS; round++) {
                all(() -> done(() -> policies.set(shop.merchant(), aPersonDecides(instant))));
                var order = dock.shipped(shop, "MUG", 1);
                var wanted = dock.request(ReturnScenery.exchange(order, 1, 1, "MUG"));
                assertThat(wanted.state()).isEqualTo(ReturnState.REQUESTED);
                var outcomes = race(
                        () -> done(() -> returns.callOff(wanted.id())),
                        () -> done(() -> returns.authorise(wanted.id(), null)));
                engine.drain();

                var ended = dock.view(wanted.id());
                boolean replaced = instant && outcomes.get(1).equals(true);
                assertThat(ended.state()).isEqualTo(replaced ? ReturnState.AUTHORISED : ReturnState.CANCELLED);
                assertThat(outcomes.getFirst() instanceof Refusal).isEqualTo(replaced);
                assertThat(ended.exchanges()).hasSize(replaced ? 1 : 0);
                assertThat(ended.label() != null && ended.label().isBought()).isEqualTo(replaced);
            }
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void takingBackAgainstTheCarriersFirstScanEndsWithTheCarrierHoweverItCame() {
        var shop = dock.shop("MUG");
        var secret = couriers.secret("demo");
        for (int round = 0; round < ROUNDS; round++) {
            var wanted = dock.request(ReturnScenery.refund(dock.shipped(shop, "MUG", 1), 1, 1, "DAMAGED"));
            var tracking = requireNonNull(requireNonNull(wanted.label()).tracking());
            all(() -> done(() -> returns.handedOver(wanted.id())));
            var scan = Couriers.message(Couriers.event(tracking, "PICKED_UP", clock.instant()));

            var outcomes = race(
                    () -> done(() -> returns.notHandedOver(wanted.id())),
                    () -> couriers.post(port, "demo", scan, secret, Instant.now())
                            .statusCode());
            engine.drain();

            assertThat(outcomes.get(1)).isEqualTo(200);
            var ended = dock.view(wanted.id());
            assertThat(ended.state()).isEqualTo(ReturnState.IN_TRANSIT);
            assertThat(ended.handOver()).isEqualTo(ReturnView.HandOver.SCANNED);
            boolean takenBack = outcomes.getFirst().equals(true);
            var told = all(() -> facts.timeline(wanted.order().value(), 0, 500)).stream()
                    .map(Facts.Entry::type)
                    .toList();
            assertThat(told).containsOnlyOnce("return.carrier_scanned");
            assertThat(told).filteredOn("return.hand_over_undone"::equals).hasSize(takenBack ? 1 : 0);
            assertThat(told).filteredOn("return.in_transit"::equals).hasSize(takenBack ? 2 : 1);
            assertThatThrownBy(() -> all(() -> done(() -> returns.notHandedOver(wanted.id()))))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("on its way");
        }
        assertThat(scenery.broken()).isEmpty();
    }

    private static ReturnPolicy aPersonDecides(boolean instant) {
        var usual = ReturnPolicy.DEFAULT;
        return new ReturnPolicy(
                30,
                usual.reasons(),
                0,
                0,
                usual.refundShipping(),
                true,
                instant,
                30,
                null,
                100,
                0,
                usual.dispositions(),
                List.of(),
                null);
    }

    @Test
    void twoWorkersWhoJudgeTheSameUnitPayForItOnce() {
        var shop = dock.shop("MUG");
        for (int round = 0; round < ROUNDS; round++) {
            var order = dock.shipped(shop, "MUG", 1);
            var wanted = dock.request(ReturnScenery.refund(order, 1, 1, "DAMAGED"));
            dock.count(shop, wanted.id(), 1, 1);
            var outcomes = race(
                    () -> done(() -> receiving.grade(grade(shop, wanted))),
                    () -> done(() -> receiving.grade(grade(shop, wanted))));
            assertThat(outcomes)
                    .filteredOn(outcome -> outcome instanceof Refusal)
                    .hasSize(1);
            race(() -> done(engine::drain), () -> done(engine::drain));
            engine.drain();
            assertThat(all(() -> payments.view(order.value())).refunded().minor())
                    .isEqualTo(1500);
        }
        assertThat(scenery.broken()).isEmpty();
    }

    private static Receiving.NewGrade grade(ReturnScenery.Shop shop, ReturnView wanted) {
        return new Receiving.NewGrade(ReturnScenery.id(), wanted.id(), 1, 1, Grade.A, null, null, null, shop.site());
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
    }

    /** What each was told: an answer, or the refusal; anything else fails the test. */
    @SafeVarargs
    private static List<Object> race(Callable<Object>... racers) {
        var start = new CountDownLatch(1);
        var outcomes = new ArrayList<Object>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Object>>();
            for (var racer : racers)
                running.add(threads.submit(() -> {
                    start.await();
                    return all(() -> told(racer));
                }));
            start.countDown();
            for (var one : running) outcomes.add(one.get());
        } catch (InterruptedException | ExecutionException fault) {
            throw new AssertionError("a racer was told a fault", fault);
        }
        return outcomes;
    }

    private static Object told(Callable<Object> racer) {
        try {
            return racer.call();
        } catch (Refusal refusal) {
            return refusal;
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }
}
