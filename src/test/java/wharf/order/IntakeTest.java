package wharf.order;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.catalog.NewItem;
import wharf.inventory.PlaceRef;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.shared.Actor;
import wharf.shared.ItemId;
import wharf.shared.Lane;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Scope;
import wharf.testing.Core;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@Core
@WharfTest
class IntakeTest {
    @Autowired
    BusinessClock clock;

    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    Orders orders;

    MerchantId merchant;
    ItemId mug;
    PlaceRef bin;

    @BeforeEach
    void aMerchantWithMugs() {
        merchant = scenery.merchant();
        bin = scenery.bin(scenery.site(false), Scenery.unique("A-"));
        mug = scenery.item(merchant, "MUG");
    }

    @Test
    void an_order_for_more_kits_than_can_be_counted_is_refused_by_itself() {
        scenery.items(merchant, NewItem.kit("BOX", "Box of mugs", List.of(new NewItem.Component("MUG", 5000))));

        var results = all(() -> intake.take(List.of(
                order(merchant, NewOrder.Shortage.BACKORDER, "MUG", 1),
                order(merchant, NewOrder.Shortage.BACKORDER, "BOX", 1_000_000),
                order(merchant, NewOrder.Shortage.BACKORDER, "BOX", 2_000))));

        assertThat(results.get(0)).isInstanceOf(IntakeResult.Accepted.class);
        assertThat(results.get(1))
                .isInstanceOfSatisfying(
                        IntakeResult.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::code, Problem::field)
                                .containsExactly(
                                        org.assertj.core.groups.Tuple.tuple("too-many-units", "lines[0].quantity")));
        assertThat(results.get(2)).isInstanceOf(IntakeResult.Accepted.class);
    }

    @Test
    void anOrderReservesItsStock() {
        scenery.receive(merchant, mug, bin, 5);

        var result = take(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2));

        var accepted = (IntakeResult.Accepted) result;
        var order = all(() -> orders.find(accepted.id())).orElseThrow();
        assertThat(order.totalMinor()).isEqualTo(2500);
        assertThat(order.lines().getFirst().units().getFirst().reserved()).isEqualTo(2);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void theSameOrderAgainChangesNothing() {
        scenery.receive(merchant, mug, bin, 5);
        var order = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2);
        var first = (IntakeResult.Accepted) take(order);

        var again = take(order);

        assertThat(again).isEqualTo(new IntakeResult.Replayed(first.id(), first.number()));
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void theSameOrderTwiceInOneCallIsOneOrder() {
        scenery.receive(merchant, mug, bin, 5);
        var order = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2);

        var results = all(() -> intake.take(List.of(order, order)));

        assertThat(results)
                .hasAtLeastOneElementOfType(IntakeResult.Accepted.class)
                .hasAtLeastOneElementOfType(IntakeResult.Replayed.class);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void anOrderIsNotPlacedInTimesToCome() {
        scenery.receive(merchant, mug, bin, 5);
        var order = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1);
        var now = clock.instant();

        assertThat(take(order.with().placedAt(now.plus(Duration.ofDays(2))).build()))
                .isInstanceOfSatisfying(
                        IntakeResult.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::code, Problem::field)
                                .containsExactly(org.assertj.core.groups.Tuple.tuple("out-of-range", "placedAt")));
        // Clocks differ, and some channels send local times as if they were UTC.
        assertThat(take(order.with().placedAt(now.plus(Duration.ofHours(14))).build()))
                .isInstanceOf(IntakeResult.Accepted.class);
    }

    @Test
    void ownCheckoutIsRefusedWhatIsNotThereAndKeepsNothing() {
        scenery.receive(merchant, mug, bin, 1);

        var result = (IntakeResult.Refused) take(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2));

        assertThat(result.reason()).isEqualTo(IntakeResult.Reason.SOLD_OUT);
        assertThat(take(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1))).isInstanceOf(IntakeResult.Accepted.class);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aChannelOrderIsBackorderedForWhatIsMissing() {
        scenery.receive(merchant, mug, bin, 1);

        var result = (IntakeResult.Accepted) take(order(merchant, NewOrder.Shortage.BACKORDER, "MUG", 3));

        assertThat(result.backordered()).isEqualTo(2);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void onlyWharfItselfPlacesOrdersThatReplaceOthers() {
        scenery.receive(merchant, mug, bin, 5);
        var o = order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1);
        var again = NewOrder.of(o.merchant(), Replacements.RESHIP, o.externalId())
                .lines(o.lines())
                .shipTo(o.shipTo())
                .build();

        var result = new Context(Scope.ALL, Actor.user("ann"), Lane.SCREEN)
                .call(() -> intake.take(List.of(again)).getFirst());

        assertThat(result)
                .isInstanceOfSatisfying(
                        IntakeResult.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::code, Problem::field)
                                .containsExactly(org.assertj.core.groups.Tuple.tuple("reserved-channel", "channel")));
        assertThat(take(again)).isInstanceOf(IntakeResult.Accepted.class);
    }

    @Test
    void anItemNeverReceivedCanBeBackordered() {
        var result = (IntakeResult.Accepted) take(order(merchant, NewOrder.Shortage.BACKORDER, "MUG", 3));

        assertThat(result.backordered()).isEqualTo(3);
    }

    @Test
    void aKitReservesItsComponents() {
        var spoon = scenery.item(merchant, "SPOON");
        scenery.items(
                merchant,
                NewItem.kit(
                        "TEASET",
                        "Tea set",
                        List.of(new NewItem.Component("MUG", 2), new NewItem.Component("SPOON", 4))));
        scenery.receive(merchant, mug, bin, 4);
        scenery.receive(merchant, spoon, bin, 8);

        var accepted = (IntakeResult.Accepted) take(order(merchant, NewOrder.Shortage.REFUSE, "TEASET", 2));

        var units = all(() -> orders.find(accepted.id()))
                .orElseThrow()
                .lines()
                .getFirst()
                .units();
        assertThat(units)
                .extracting(OrderView.Units::sku, OrderView.Units::reserved)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("MUG", 4), org.assertj.core.groups.Tuple.tuple("SPOON", 8));
        assertThat(take(order(merchant, NewOrder.Shortage.REFUSE, "TEASET", 1)))
                .isInstanceOf(IntakeResult.Refused.class);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void everyProblemIsNamedWithItsField() {
        var bad = NewOrder.of(merchant.toString(), "web", "\u0000")
                .revision(-1)
                .currency("XXQ")
                .lines(List.of(new NewOrder.Line("NOPE", 0, -5L, null, null, null, null, null)))
                .email("not an address")
                .locale("en")
                .build();

        var refused = (IntakeResult.Refused) take(bad);

        assertThat(refused.problems())
                .extracting(problem -> problem.field())
                .contains(
                        "externalId",
                        "revision",
                        "currency",
                        "lines[0].quantity",
                        "lines[0].unitPriceMinor",
                        "shipTo",
                        "email");
    }

    @Test
    void moneyThatDoesNotAddUpIsRefused() {
        scenery.receive(merchant, mug, bin, 5);
        var line = new NewOrder.Line("MUG", 1, 1000L, null, null, null, null, null);
        var wrong = NewOrder.of(merchant.toString(), "web", Scenery.unique("X"))
                .lines(List.of(line))
                .shipTo(Scenery.miami())
                .totalMinor(999L)
                .tenders(List.of(new NewOrder.Tender("CARD", false, 900L, "tok_ok")))
                .build();

        var refused = (IntakeResult.Refused) take(wrong);

        assertThat(refused.problems())
                .extracting(problem -> problem.code())
                .containsExactlyInAnyOrder("total-mismatch", "tenders-mismatch");
    }

    @Test
    void oneHundredUnitsGoToExactlyOneHundredOfFourHundredBuyers() throws Exception {
        scenery.receive(merchant, mug, bin, 100);
        var buyers = new ArrayList<Callable<IntakeResult>>();
        for (int i = 0; i < 400; i++) buyers.add(() -> take(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 1)));

        List<IntakeResult> results = new ArrayList<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : pool.invokeAll(buyers)) results.add(answer.get());
        }

        assertThat(results).filteredOn(IntakeResult.Accepted.class::isInstance).hasSize(100);
        assertThat(results)
                .filteredOn(IntakeResult.Refused.class::isInstance)
                .hasSize(300)
                .allMatch(result -> ((IntakeResult.Refused) result).reason() == IntakeResult.Reason.SOLD_OUT);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void bundlesAndSinglesRaceForASharedComponentWithoutDeadlockOrOversell() throws Exception {
        var spoon = scenery.item(merchant, "SPOON");
        scenery.items(
                merchant,
                NewItem.kit(
                        "AB",
                        "Mug and spoon",
                        List.of(new NewItem.Component("MUG", 1), new NewItem.Component("SPOON", 1))),
                NewItem.kit(
                        "BA",
                        "Spoon and mug",
                        List.of(new NewItem.Component("SPOON", 2), new NewItem.Component("MUG", 1))));
        scenery.receive(merchant, mug, bin, 60);
        scenery.receive(merchant, spoon, bin, 60);
        var skus = List.of("AB", "BA", "MUG", "SPOON");
        var buyers = new ArrayList<Callable<IntakeResult>>();
        for (int i = 0; i < 200; i++) {
            var sku = skus.get(i % skus.size());
            buyers.add(() -> take(order(merchant, NewOrder.Shortage.REFUSE, sku, 1)));
        }

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : pool.invokeAll(buyers)) {
                if (answer.get() instanceof IntakeResult.Refused refused) {
                    assertThat(refused.reason()).isEqualTo(IntakeResult.Reason.SOLD_OUT);
                }
            }
        }

        assertThat(scenery.broken()).isEmpty();
    }

    private IntakeResult take(NewOrder order) {
        return all(() -> intake.take(List.of(order))).getFirst();
    }
}
