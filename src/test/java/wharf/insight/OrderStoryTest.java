package wharf.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wharf.insight.Contribution.Labour;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;

/** What an order contributes, worked out by hand. */
class OrderStoryTest {
    private static final Function<UUID, ZoneId> PHOENIX = site -> ZoneId.of("America/Phoenix");
    private static final Instant NOON = Instant.parse("2026-03-02T19:00:00Z"); // 12:00 in Phoenix

    private final MerchantId merchant = MerchantId.next();
    private final WarehouseId site = WarehouseId.next();

    private Story anOrder() {
        return new Story(merchant, site, NOON, "web", 3, 5_000);
    }

    @Test
    void aGoodOrderCountsOnTheDaysOfItsWarehouse() {
        var story = anOrder()
                .planned(0.1, 8)
                .scan(2.1, "ann", 3)
                .packed(2.5, "bob", 62)
                .labelled(2.6, "T1", 812)
                .shipped(3)
                .delivered(30, "2026-03-03");

        assertThat(counts(story))
                .containsEntry("2026-03-02 ORDERS_PLACED", 1L)
                .containsEntry("2026-03-02 UNITS_ORDERED", 3L)
                .containsEntry("2026-03-02 ORDERS_SHIPPED", 1L)
                .containsEntry("2026-03-02 UNITS_SHIPPED", 3L)
                .containsEntry("2026-03-02 UNITS_PICKED", 3L)
                .containsEntry("2026-03-02 SHIPPED_DUE", 1L)
                .containsEntry("2026-03-02 SHIPPED_ON_TIME", 1L)
                .containsEntry("2026-03-02 USD POSTAGE_MINOR", 812L)
                .containsEntry("2026-03-02 USD MATERIAL_MINOR", 62L)
                .containsEntry("2026-03-02 USD SALES_MINOR", 5_000L)
                .containsEntry("2026-03-03 ORDERS_DELIVERED", 1L)
                .containsEntry("2026-03-03 PROMISE_KEPT", 1L)
                .containsEntry("2026-03-03 ORDERS_PERFECT", 1L)
                .doesNotContainKey("2026-03-02 UNITS_PICKED_WRONG");
        assertThat(spans(story))
                .containsEntry(Step.ROUTE, 360L)
                .containsEntry(Step.ORDER_TO_SHIPPED, 3 * 3600L)
                .containsEntry(Step.PICK, 1800L)
                .containsEntry(Step.PACK, 900L)
                .containsEntry(Step.SHIP, 900L)
                .containsEntry(Step.DELIVER, 27 * 3600L)
                .containsEntry(Step.ORDER_TO_DOOR, 30 * 3600L);
    }

    @Test
    void aDayEndsWhenItEndsAtTheWarehouse() {
        // Midnight of UTC passes at 17:00 in Phoenix; the day goes on.
        var story = anOrder().planned(0.1, 8).shipped(11.5);

        assertThat(counts(story))
                .containsEntry("2026-03-02 ORDERS_SHIPPED", 1L)
                .doesNotContainKey("2026-03-03 ORDERS_SHIPPED");
    }

    @Test
    void whatLeavesAfterItsCutOffIsLateAndWithoutAPromiseNotPerfect() {
        var story = anOrder().planned(0.1, 2).shipped(3).delivered(30, null);

        assertThat(counts(story))
                .containsEntry("2026-03-02 SHIPPED_DUE", 1L)
                .doesNotContainKeys(
                        "2026-03-02 SHIPPED_ON_TIME", "2026-03-03 DELIVERED_PROMISED", "2026-03-03 ORDERS_PERFECT");
        assertThat(summary(story).flaws()).isEqualTo("late");
    }

    @Test
    void aPromiseIsKeptUntilTheEndOfItsDayAtTheWarehouse() {
        assertThat(counts(anOrder().planned(0.1, 8).shipped(3).delivered(35.9, "2026-03-03")))
                .containsEntry("2026-03-03 PROMISE_KEPT", 1L);
        assertThat(counts(anOrder().planned(0.1, 8).shipped(3).delivered(36.1, "2026-03-03")))
                .containsEntry("2026-03-04 DELIVERED_PROMISED", 1L)
                .doesNotContainKey("2026-03-04 PROMISE_KEPT");
    }

    @Test
    void aCaseCountsAgainstTheDayOfDeliveryUnlessItIsRejected() {
        var one = UUID.randomUUID();
        var wrong = anOrder()
                .planned(0.1, 8)
                .shipped(3)
                .delivered(30, "2026-03-03")
                .add("case", one, "case.opened", 100, null, null, Map.of("about", "wrong item", "units", 2));

        assertThat(counts(wrong))
                .doesNotContainKey("2026-03-03 ORDERS_PERFECT")
                .containsEntry("2026-03-02 UNITS_PICKED_WRONG", 2L)
                .containsEntry("2026-03-06 CASES_OPENED", 1L);

        wrong.add("case", one, "case.decided", 101, "mia", null, Map.of("decision", "reject", "payer", "merchant"));
        assertThat(counts(wrong))
                .containsEntry("2026-03-03 ORDERS_PERFECT", 1L)
                .doesNotContainKey("2026-03-02 UNITS_PICKED_WRONG");
    }

    @Test
    void moneyPaidBackIsACostOfErrorsUnlessTheCarrierBearsIt() {
        var story = anOrder().planned(0.1, 8).shipped(3).delivered(30, null);
        var one = UUID.randomUUID();
        story.add("case", one, "case.opened", 40, null, null, Map.of("about", "damaged", "units", 1));
        story.add(
                "case",
                one,
                "case.decided",
                41,
                "mia",
                null,
                Map.of("decision", "refund", "payer", "operator", "amountMinor", 1_500, "currency", "USD"));
        assertThat(counts(story)).containsEntry("2026-03-02 USD CREDIT_MINOR", 1_500L);

        story.add(
                "case",
                one,
                "case.decided",
                42,
                "mia",
                null,
                Map.of("decision", "refund", "payer", "carrier", "amountMinor", 1_500, "currency", "USD"));
        assertThat(counts(story)).doesNotContainKey("2026-03-02 USD CREDIT_MINOR");
    }

    @Test
    void aLabelGivenBackCostsNothing() {
        var story = anOrder()
                .planned(0.1, 8)
                .labelled(2, "T1", 900)
                .parcel("parcel.label-voided", 2.2, Map.of("tracking", "T1"))
                .labelled(2.4, "T2", 700)
                .shipped(3);

        assertThat(counts(story)).containsEntry("2026-03-02 USD POSTAGE_MINOR", 700L);
    }

    @Test
    void unitsThatComeBackCountWhenTheyAreCountedAndTheRefundIsTimedFromThen() {
        var back = UUID.randomUUID();
        var story = anOrder()
                .planned(0.1, 8)
                .shipped(3)
                .delivered(30, null)
                .add(
                        "return",
                        back,
                        "return.requested",
                        50,
                        null,
                        null,
                        Map.of("units", 2, "reasons", "CHANGED_MIND 1, DAMAGED 1"))
                .add("return", back, "return.received", 120, "dan", null, Map.of("units", 2))
                .add(
                        "return",
                        back,
                        "return.refunded",
                        123,
                        null,
                        null,
                        Map.of("amountMinor", 2_000, "currency", "USD"));

        assertThat(counts(story))
                .containsEntry("2026-03-07 UNITS_RETURNED", 2L)
                .containsEntry("2026-03-07 RETURNS_RECEIVED", 1L)
                .containsEntry("2026-03-07 USD REFUNDED_MINOR", 2_000L)
                .doesNotContainKey("2026-03-03 ORDERS_PERFECT");
        assertThat(spans(story)).containsEntry(Step.ARRIVAL_TO_REFUND, 3 * 3600L);
        assertThat(contribution(story).names())
                .extracting(name -> name.name() + " " + name.n())
                .contains("CHANGED_MIND 1", "DAMAGED 1");
    }

    @Test
    void answersCountBySchemeAndScore() {
        var story = anOrder();
        for (int score : new int[] {5, 4, 3})
            story.add(
                    "survey",
                    UUID.randomUUID(),
                    "survey.answered",
                    50,
                    null,
                    null,
                    Map.of("kind", "CSAT", "score", score));
        for (int score : new int[] {10, 9, 7, 6})
            story.add(
                    "survey",
                    UUID.randomUUID(),
                    "survey.answered",
                    50,
                    null,
                    null,
                    Map.of("kind", "NPS", "score", score));

        assertThat(counts(story))
                .containsEntry("2026-03-04 CSAT_ANSWERS", 3L)
                .containsEntry("2026-03-04 CSAT_SATISFIED", 2L)
                .containsEntry("2026-03-04 NPS_ANSWERS", 4L)
                .containsEntry("2026-03-04 NPS_PROMOTERS", 2L)
                .containsEntry("2026-03-04 NPS_DETRACTORS", 1L);
    }

    @Test
    void whoThinksBetterOfItCountsOnceOnTheDayOfTheFirstAnswer() {
        var subject = UUID.randomUUID();
        var story = anOrder()
                .add("survey", subject, "survey.answered", 50, null, null, Map.of("kind", "CSAT", "score", 2))
                .add("survey", subject, "survey.changed", 80, null, null, Map.of("kind", "CSAT", "score", 5, "was", 2));

        assertThat(counts(story))
                .containsEntry("2026-03-04 CSAT_ANSWERS", 1L)
                .containsEntry("2026-03-04 CSAT_SATISFIED", 1L);
    }

    @Test
    void aCancelledOrderSellsAndShipsNothing() {
        var story = anOrder().planned(0.1, 8).order("order.cancelled", 1, Map.of());

        assertThat(counts(story))
                .containsEntry("2026-03-02 ORDERS_PLACED", 1L)
                .containsEntry("2026-03-02 ORDERS_CANCELLED", 1L)
                .doesNotContainKeys("2026-03-02 USD SALES_MINOR", "2026-03-02 ORDERS_SHIPPED");
    }

    @Test
    void whatIsSentAgainIsAnErrorNotAnOrder() {
        var again = new Story(merchant, site, NOON, "reship", 1, 0)
                .planned(0.1, 8)
                .packed(2.5, "bob", 62)
                .labelled(2.6, "T1", 812)
                .shipped(3)
                .delivered(30, null);

        assertThat(counts(again))
                .containsEntry("2026-03-02 ORDERS_RESHIPPED", 1L)
                .containsEntry("2026-03-02 USD RESHIP_MINOR", 874L)
                .doesNotContainKeys(
                        "2026-03-02 ORDERS_PLACED", "2026-03-02 ORDERS_SHIPPED", "2026-03-03 ORDERS_DELIVERED");
        assertThat(spans(again)).as("how long orders take is not told by it").isEmpty();
    }

    @Test
    void fiveMinutesWithAScanAreWorkAndABenchIsWorkedAtFromOpeningToClosing() {
        var story = anOrder()
                .planned(0.1, 8)
                .scan(2.0, "ann", 1)
                .scan(2.01, "ann", 1)
                .scan(2.1, "ann", 1)
                .shipment("fulfilment.packing", 2.25, "bob", Map.of())
                .packed(2.45, "bob", 62)
                .shipped(3);

        var marks = contribution(story).marks();
        assertThat(marks.stream()
                        .filter(mark -> mark.step() == Labour.PICK)
                        .map(Contribution.Mark::slot)
                        .distinct())
                .hasSize(2);
        assertThat(marks.stream().filter(mark -> mark.step() == Labour.PICK).mapToLong(Contribution.Mark::units))
                .containsExactly(1L, 1L, 1L);
        // 14:15 to 14:27 touches three times five minutes; the units come with the closing.
        assertThat(marks.stream().filter(mark -> mark.step() == Labour.PACK).mapToLong(Contribution.Mark::units))
                .containsExactly(0L, 0L, 3L);
    }

    @Test
    void historyWithoutScansIsTimedByTheBeginningAndTheEndOfItsSteps() {
        var story = anOrder()
                .planned(0.1, 8)
                .shipment("fulfilment.picking", 2.0, "ann", Map.of())
                .shipment("fulfilment.picked", 2.2, "ann", Map.of())
                .shipment("fulfilment.packed", 2.5, "bob", Map.of())
                .shipment("fulfilment.shipped", 3, null, Map.of())
                .order("order.shipped", 3, Map.of());

        var marks = contribution(story).marks();
        assertThat(marks.stream().filter(mark -> mark.step() == Labour.PICK)).hasSize(3);
        assertThat(marks.stream()
                        .filter(mark -> mark.step() == Labour.PICK)
                        .mapToLong(Contribution.Mark::units)
                        .sum())
                .isEqualTo(3);
        assertThat(marks.stream().filter(mark -> mark.step() == Labour.PACK)).hasSize(1);
    }

    @Test
    void scansOfHistoryKnowNoBinAndAreTimedLikewise() {
        var story = anOrder()
                .planned(0.1, 8)
                .shipment("fulfilment.picking", 2.0, "ann", Map.of())
                .shipment("fulfilment.picked", 2.2, "ann", Map.of("site", site.toString(), "quantity", 3))
                .shipment("fulfilment.picked", 2.2, "ann", Map.of("number", 1));

        assertThat(contribution(story).marks())
                .filteredOn(mark -> mark.step() == Labour.PICK)
                .hasSize(3)
                .extracting(Contribution.Mark::units)
                .containsExactly(0L, 0L, 3L);
    }

    @Test
    void ofTwoSitesThatGetTheirPartsTogetherTheFirstNamedSaysWhatDayItIs() {
        var parts = anOrder().planned(0.1, 8);
        var phoenix = contribution(parts).site();
        parts.add(
                "fulfilment",
                UUID.randomUUID(),
                "fulfilment.planned",
                0.1,
                null,
                null,
                Map.of("site", WarehouseId.next().toString()));

        assertThat(contribution(parts).site()).isEqualTo(phoenix);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderInWhichFactsAreToldDoesNotMatter(long seed) {
        var story = anOrder()
                .planned(0.1, 8)
                .scan(2.1, "ann", 3)
                .packed(2.5, "bob", 62)
                .labelled(2.6, "T1", 812)
                .shipped(3)
                .delivered(30, "2026-03-03")
                .order("order.units_cancelled", 1, Map.of("units", 1));
        var shuffled = new ArrayList<>(story.told());
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(OrderStory.of(shuffled).contribution(PHOENIX)).isEqualTo(contribution(story));
        assertThat(OrderStory.of(shuffled).summary(PHOENIX))
                .isEqualTo(OrderStory.of(story.told()).summary(PHOENIX));
    }

    @Test
    void anOrderThatHasNotBegunContributesNothing() {
        var late = anOrder().planned(0.1, 8).told().subList(1, 2);

        assertThat(OrderStory.of(late).contribution(PHOENIX)).isEqualTo(Contribution.NONE);
    }

    private static Contribution contribution(Story story) {
        return OrderStory.of(story.told()).contribution(PHOENIX);
    }

    private static Summary summary(Story story) {
        return OrderStory.of(story.told()).summary(PHOENIX).orElseThrow();
    }

    private static Map<String, Long> counts(Story story) {
        return contribution(story).amounts().stream()
                .collect(Collectors.toMap(
                        amount -> (amount.day() + " " + amount.currency() + " " + amount.measure()).replace("  ", " "),
                        Contribution.Amount::value,
                        Long::sum));
    }

    private static Map<Step, Long> spans(Story story) {
        return contribution(story).spans().stream()
                .collect(Collectors.toMap(Contribution.Span::step, Contribution.Span::seconds));
    }
}
