package wharf.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.order.Orders;
import wharf.payment.Payments;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Whatever shoppers, the dock and the merchant do, in whatever order, every invariant holds; a seed repeats its story exactly. */
@WharfTest
class ReturnPropertyTest {
    private static final int STEPS = 75;
    private static final int STEPS_BETWEEN_CHECKS = 15;
    private static final List<String> REASONS = List.of("DAMAGED", "CHANGED_MIND", "DOES_NOT_FIT");

    @Autowired
    Scenery scenery;

    @Autowired
    ReturnScenery dock;

    @Autowired
    Returns returns;

    @Autowired
    Receiving receiving;

    @Autowired
    Settlements settlements;

    @Autowired
    ReturnPolicies policies;

    @Autowired
    PutAways putAways;

    @Autowired
    Orders orders;

    @Autowired
    Payments payments;

    private Random random = new Random(0);
    private final List<String> story = new ArrayList<>();
    private final List<OrderId> shipped = new ArrayList<>();
    private ReturnScenery.Shop shop =
            new ReturnScenery.Shop(wharf.shared.MerchantId.next(), wharf.shared.WarehouseId.next(), "");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyInvariantHoldsWhateverHappensToReturns(long seed) {
        random = new Random(seed);
        shop = dock.shop("MUG", "CUP");
        policy();
        for (int i = 0; i < 3; i++)
            shipped.add(dock.shipped(shop, "MUG", 1 + random.nextInt(4), "CUP", 1 + random.nextInt(3)));
        for (int step = 1; step <= STEPS; step++) {
            story.add(attempt(one()));
            dock.drain();
            if (step % STEPS_BETWEEN_CHECKS == 0)
                assertThat(scenery.broken()).as("after %s", story).isEmpty();
        }
        for (var order : shipped) {
            var money = all(() -> payments.view(order.value()));
            assertThat(money.refunded().minor())
                    .isLessThanOrEqualTo(money.captured().minor());
        }
        assertThat(story).as("the story is worth telling").contains("ask", "count", "judge");
    }

    private record Step(String name, Runnable work) {}

    private String attempt(Step step) {
        try {
            all(() -> {
                step.work().run();
                return true;
            });
            return step.name();
        } catch (Refusal refused) {
            return step.name() + " refused: " + refused.getMessage();
        }
    }

    private Step one() {
        return switch (random.nextInt(19)) {
            case 0, 1, 2 -> new Step("ask", this::ask);
            case 3, 4, 5 -> new Step("count", this::count);
            case 6, 7, 8, 17, 18 -> new Step("judge", this::judge);
            case 9 -> new Step("undo", this::undo);
            case 10 -> new Step("finish", () -> receiving.finish(any().id()));
            case 11 -> new Step("call off", () -> returns.cancel(any().id(), null));
            case 12 ->
                new Step("unannounced", () -> receiving.unannounced(order(), random.nextBoolean(), UUID.randomUUID()));
            case 13 -> new Step("hand in", () -> returns.handedOver(any().id()));
            case 14 -> new Step("take the hand-over back", () -> returns.notHandedOver(any().id()));
            case 15 -> new Step("scan", () -> returns.handedOver(any().id(), Returns.Witness.CARRIER));
            default -> new Step("put away", this::putAway);
        };
    }

    private void policy() {
        var usual = ReturnPolicy.DEFAULT;
        boolean instant = random.nextBoolean();
        all(() -> {
            policies.set(
                    shop.merchant(),
                    new ReturnPolicy(
                            30,
                            usual.reasons(),
                            random.nextInt(3) * 150L,
                            random.nextInt(3) * 95L,
                            ReturnPolicy.RefundShipping.WHOLE_ORDER,
                            true,
                            instant,
                            30,
                            20_000L,
                            33,
                            10,
                            usual.dispositions(),
                            List.of(),
                            null));
            return true;
        });
    }

    private OrderId order() {
        return shipped.get(random.nextInt(shipped.size()));
    }

    private ReturnView any() {
        var all = returns.of(order());
        if (all.isEmpty()) throw Refusal.notFound("return", "yet");
        return all.get(random.nextInt(all.size()));
    }

    private void ask() {
        var order = order();
        int line = 1 + random.nextInt(2);
        int quantity = 1 + random.nextInt(2);
        returns.request(
                random.nextInt(3) == 0
                        ? ReturnScenery.exchange(order, line, quantity, line == 1 ? "MUG" : "CUP")
                        : ReturnScenery.refund(order, line, quantity, REASONS.get(random.nextInt(3))));
    }

    private void count() {
        var view = any();
        var line = view.lines().get(random.nextInt(view.lines().size()));
        receiving.count(
                new Receiving.NewCount(UUID.randomUUID(), view.id(), line.line(), 1 + random.nextInt(3), shop.site()));
    }

    private void judge() {
        var view = any();
        var line = view.lines().get(random.nextInt(view.lines().size()));
        var grade = Grade.values()[random.nextInt(4)];
        receiving.grade(new Receiving.NewGrade(
                UUID.randomUUID(),
                view.id(),
                line.line(),
                1 + random.nextInt(2),
                grade,
                grade == Grade.D || random.nextBoolean() ? null : Disposition.values()[random.nextInt(3)],
                null,
                null,
                shop.site()));
    }

    private void undo() {
        var view = any();
        var counts = view.counts();
        if (!counts.isEmpty())
            receiving.undo(view.id(), counts.get(random.nextInt(counts.size())).id());
    }

    private void putAway() {
        var tasks = putAways.open(shop.site(), 50);
        if (!tasks.isEmpty()) putAways.putAway(shop.site(), tasks.getFirst().id(), "A-01");
    }
}
