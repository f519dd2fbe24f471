package wharf.insight;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static wharf.testing.Scenery.all;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.shared.MerchantId;
import wharf.shared.Role;
import wharf.shared.WarehouseId;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Each KPI on four orders of a Monday in Phoenix, worked out by hand. */
@WharfTest
class InsightTest {
    private static final Instant NOON = Instant.parse("2026-03-02T19:00:00Z");
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    @Autowired
    Insight insight;

    @Autowired
    InsightRates rates;

    @Autowired
    Rollups rollups;

    @Autowired
    Facts facts;

    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    MerchantId merchant;
    WarehouseId site;

    @BeforeEach
    void fourOrders() {
        merchant = scenery.merchant();
        site = scenery.site(true);
        all(() -> {
            rates.put(new InsightRate(MONDAY.minusDays(1), "USD", 2_200, 290, 30, 20, null));
            return true;
        });
        var told = new ArrayList<Fact>();
        // In time, perfect, delivered on Tuesday: 2 h to the dock.
        told.addAll(order("web")
                .scan(1.0, "ann", 3)
                .packed(1.75, "bob", 60)
                .labelled(1.8, UUID.randomUUID().toString(), 800)
                .shipped(2)
                .delivered(28, "2026-03-03")
                .facts());
        // Late at the dock, in time at the door: 10 h.
        told.addAll(order("web")
                .scan(1.0, "ann", 3)
                .packed(1.75, "bob", 40)
                .labelled(1.8, UUID.randomUUID().toString(), 600)
                .shipped(10)
                .delivered(28, "2026-03-03")
                .facts());
        // In time, broken promise, one wrong unit, satisfied no more: 4 h.
        var wrong = order("amazon")
                .scan(1.0, "ann", 4)
                .packed(1.75, "bob", 20)
                .labelled(1.8, UUID.randomUUID().toString(), 1_000)
                .shipped(4)
                .delivered(52, "2026-03-03");
        var one = UUID.randomUUID();
        wrong.add("case", one, "case.opened", 60, null, null, Map.of("about", "wrong item", "units", 1));
        wrong.add(
                "case",
                one,
                "case.decided",
                61,
                "mia",
                null,
                Map.of("decision", "refund", "payer", "operator", "amountMinor", 1_000, "currency", "USD"));
        wrong.add("survey", one, "survey.answered", 62, null, null, Map.of("kind", "CSAT", "score", 2));
        wrong.add("return", one, "return.requested", 62, null, null, Map.of("units", 1, "reasons", "WRONG_ITEM 1"));
        wrong.add("return", one, "return.received", 70, "dan", null, Map.of("units", 1));
        wrong.add("return", one, "return.refunded", 71, null, null, Map.of("amountMinor", 1_000, "currency", "USD"));
        told.addAll(wrong.facts());
        // Still on the shelf.
        told.addAll(order("web").facts());
        told.add(counted(90, 90));
        told.add(counted(10, 8));
        scenery.inTransaction(() -> {
            facts.record(told);
            return true;
        });
        scenery.read("insight-", rollups::catchUp);
    }

    private Story order(String channel) {
        return new Story(merchant, site, NOON, channel, 3, 10_000).planned(0.5, 6);
    }

    private Fact counted(int expected, int counted) {
        var item = UUID.randomUUID();
        return Fact.of(merchant, item, "item", UUID.randomUUID(), "stock.counted", NOON)
                .with(Map.of("site", site.toString(), "expected", expected, "counted", counted));
    }

    @Test
    void everyKpiIsWhatAPencilSays() {
        assertThat(value(Kpi.ORDERS_SHIPPED)).isEqualTo(3);
        // 2, 4 and 10 hours.
        assertThat(value(Kpi.ORDER_TO_SHIPPED)).isCloseTo(4 * 3600, within(0.1 * 4 * 3600));
        assertThat(value(Kpi.ORDER_TO_DOOR)).isCloseTo(28 * 3600, within(0.1 * 28 * 3600));
        assertThat(value(Kpi.ON_TIME_SHIPMENT)).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(value(Kpi.ON_TIME_DELIVERY)).isCloseTo(2 / 3.0, within(1e-9));
        // The second left late but kept its promise, which is what a shopper sees.
        assertThat(value(Kpi.PERFECT_ORDER)).isCloseTo(2 / 3.0, within(1e-9));
        // 10 units were picked; the case and the return each report one as wrong.
        assertThat(value(Kpi.PICK_ACCURACY)).isCloseTo(0.8, within(1e-9));
        assertThat(value(Kpi.INVENTORY_ACCURACY)).isCloseTo(0.98, within(1e-9));
        // 10 units in one and the same five minutes; 9 packed likewise.
        assertThat(value(Kpi.PICK_RATE)).isCloseTo(120, within(1e-9));
        assertThat(value(Kpi.PACK_RATE)).isCloseTo(108, within(1e-9));
        assertThat(value(Kpi.CSAT)).isZero();
        assertThat(figure(Kpi.NPS).value()).isNull();
        // 9 units left in parcels, 1 came back.
        assertThat(value(Kpi.RETURN_RATE)).isCloseTo(1 / 9.0, within(1e-9));
        assertThat(value(Kpi.ARRIVAL_TO_REFUND)).isCloseTo(3600, within(360.0));
    }

    @Test
    void costIsSplitIntoItsParts() {
        // Twice five minutes at 22.00 are 3.67; material 1.20, postage 24.00, paid back 10.00; 2.9 % of 300.00 and
        // three times 0.30 are 9.60.
        double cost = 2 * 300 / 3600.0 * 2_200 + 120 + 2_400 + 1_000 + 870 + 90;
        assertThat(value(Kpi.COST_PER_ORDER)).isCloseTo(cost / 3, within(0.01));

        var page = all(() -> insight.page(Kpi.COST_PER_ORDER, selection(), true));
        assertThat(page.tables().getFirst().rows())
                .contains(
                        List.of("Postage", "24.00 USD", "8.00 USD", KpiText.value(Kpi.Unit.PERCENT, 2_400 / cost, "")))
                .anySatisfy(row -> assertThat(row).startsWith("Picking", "1.83 USD"));
        var seenByMerchant = all(() -> insight.page(Kpi.COST_PER_ORDER, selection(), false));
        assertThat(seenByMerchant.tables().getFirst().rows())
                .noneSatisfy(row -> assertThat(row.getFirst()).isEqualTo("Picking"));
        assertThat(requireNonNull(seenByMerchant.figure().value()))
                .isCloseTo((cost - 2 * 300 / 3600.0 * 2_200) / 3, within(0.01));
    }

    @Test
    void stepsCarriersReasonsAndPeopleAreTold() {
        assertThat(table(Kpi.ORDER_TO_SHIPPED))
                .anySatisfy(row -> assertThat(row).startsWith("Placed to routed", "4"));
        assertThat(table(Kpi.ON_TIME_DELIVERY)).containsExactly(List.of("DEMO", "3", "2", "66.7 %"));
        assertThat(table(Kpi.RETURN_RATE)).containsExactly(List.of("Wrong item", "1", "100.0 %"));
        assertThat(table(Kpi.PICK_RATE)).containsExactly(List.of("ann", "10", "0.1", "120.0"));
    }

    @Test
    void whatIsBeforeIsAsLongAndRightBefore() {
        var tuesday = new Selection(merchant, null, null, MONDAY.plusDays(1), MONDAY.plusDays(1));
        var figures = all(() -> insight.board(tuesday, true));

        var shipped = figures.stream()
                .filter(f -> f.kpi() == Kpi.ORDERS_SHIPPED)
                .findFirst()
                .orElseThrow();
        assertThat(shipped.value()).isZero();
        assertThat(shipped.before()).isEqualTo(3.0);
        assertThat(shipped.change()).isEqualTo("-100 %");
        assertThat(shipped.tone()).isEqualTo(Figure.Tone.BAD);
    }

    @Test
    void aChannelNarrowsAndASiteToo() {
        var amazon = new Selection(merchant, site.value(), "amazon", MONDAY, MONDAY.plusDays(7));

        assertThat(requireNonNull(figure(Kpi.ON_TIME_DELIVERY, amazon).value())).isZero();
        assertThat(requireNonNull(figure(Kpi.ORDERS_SHIPPED, amazon).value())).isEqualTo(1);
        var elsewhere = new Selection(merchant, scenery.site(false).value(), null, MONDAY, MONDAY.plusDays(7));
        assertThat(requireNonNull(figure(Kpi.ORDERS_SHIPPED, elsewhere).value()))
                .isZero();
    }

    @Test
    void aRaiseChangesNoFigureOfThePast() {
        double before = value(Kpi.COST_PER_ORDER);

        all(() -> {
            rates.put(new InsightRate(MONDAY.plusDays(30), "USD", 9_900, 290, 30, 20, null));
            return true;
        });

        try {
            assertThat(value(Kpi.COST_PER_ORDER)).isCloseTo(before, within(1e-9));
        } finally {
            scenery.inTransaction(() -> jdbc.sql("delete from insight_rate where valid_from = :day")
                    .param("day", MONDAY.plusDays(30))
                    .update());
        }
    }

    @Test
    void screensShowItAndDownloadsHoldTheSame() {
        var manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
        var query = "?from=2026-03-02&to=2026-03-09&merchant=" + merchant;

        assertThat(manager.get("/insight" + query).body())
                .contains("Perfect orders", "66.7 %", "Units picked an hour", "href=\"/insight/perfect-order?");
        assertThat(manager.get("/insight/order-to-shipped" + query).body())
                .contains("Step by step", "Return&#39;s arrival to refund, median", "data-chart=\"series\"");
        assertThat(manager.get("/insight/on-time-shipment/days.csv" + query).body())
                .startsWith(
                        "day,orders_of_which_every_part_left_by_its_ship_by_time,orders_shipped_that_had_a_ship_by_time,shipped_on_time_share")
                .contains("2026-03-02,2,3,0.6667")
                .contains("2026-03-05,0,0,\r\n");
        assertThat(manager.get("/insight/perfect-order/orders" + query + "&bad=true")
                        .body())
                .as("what was chosen stays chosen, whatever else is")
                .contains("orders?merchant=" + merchant + "&amp;bad=true&amp;days=90")
                .contains("name=\"bad\"")
                .containsPattern("<option value=\"[^\"]+\" selected>");
        assertThat(manager.get("/insight/cost-per-order/days.csv" + query).body())
                .as("amounts with their currency")
                .startsWith("day,orders_shipped,cost_per_order_usd,picking_usd,packing_usd,");
        assertThat(manager.get("/insight/cost-per-order" + query).body()).doesNotContain("not kept by channel");
        assertThat(manager.get("/insight/cost-per-order" + query + "&channel=web")
                        .body())
                .contains("not kept by channel", "href=\"/insight/cost-per-order?merchant=");
        assertThat(manager.get("/insight/rates").body()).contains("22.00 USD", "Rebuild");
        assertThat(manager.get("/insight/nonsense").statusCode()).isEqualTo(404);
        assertThat(manager.get("/insight?from=2026-03-09&to=2026-03-02").statusCode())
                .isEqualTo(422);
        assertThat(manager.get("/insight?days=900").statusCode()).isEqualTo(422);
        assertThat(manager.get("/insight?channel=%00&merchant=%00").statusCode())
                .isBetween(400, 499);
        assertThat(manager.get("/insight?channel=%00").statusCode()).isLessThan(500);
        assertThat(manager.get("/insight?from=2026-02-30").statusCode()).isEqualTo(422);
    }

    @Test
    void aMerchantSeesTheirOwnAndNobodysWork() {
        var query = "?from=2026-03-02&to=2026-03-09";
        var own = people.signedIn(port, Role.MERCHANT_VIEWER, merchant);
        var stranger = people.signedIn(port, Role.MERCHANT_VIEWER, scenery.merchant());

        assertThat(own.get("/insight" + query).body()).contains("66.7 %").doesNotContain("Units picked an hour");
        assertThat(stranger.get("/insight" + query).body())
                .contains("Nothing to measure in this time")
                .doesNotContain("66.7 %");
        assertThat(own.get("/insight/pick-rate" + query).statusCode()).isEqualTo(404);
        assertThat(own.get("/insight/rates").statusCode()).isEqualTo(403);
        assertThat(stranger.get("/insight" + query + "&merchant=" + merchant).statusCode())
                .isEqualTo(404);
        assertThat(stranger.get("/insight/on-time-shipment/days.csv" + query).body())
                .contains("2026-03-02,0,0,");
    }

    @Test
    void whatIsSentAgainIsNoChannelToChoose() {
        var again = new Story(merchant, site, NOON, "reship", 1, 0).planned(0.5, 6);
        scenery.inTransaction(() -> {
            facts.record(again.facts());
            return true;
        });
        scenery.read("insight-", rollups::catchUp);

        assertThat(people.signedIn(port, Role.MERCHANT_VIEWER, merchant)
                        .get("/insight?from=2026-03-02&to=2026-03-09")
                        .body())
                .contains("<option value=\"amazon\"", "<option value=\"web\"")
                .doesNotContain("<option value=\"reship\"");
    }

    private List<List<String>> table(Kpi kpi) {
        return all(() -> insight.page(kpi, selection(), true))
                .tables()
                .getFirst()
                .rows();
    }

    private Selection selection() {
        return new Selection(merchant, null, null, MONDAY, MONDAY.plusDays(7));
    }

    private Figure figure(Kpi kpi) {
        return figure(kpi, selection());
    }

    private Figure figure(Kpi kpi, Selection selection) {
        return all(() -> insight.page(kpi, selection, true)).figure();
    }

    private double value(Kpi kpi) {
        return requireNonNull(figure(kpi).value());
    }

    @Test
    void ratesAreTypedInTheirCurrencyAndABadOneIsRefusedBesideItsField() {
        var manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
        var typed = new HashMap<>(Map.of(
                "validFrom", "2999-12-30",
                "currency", "USD",
                "wage", "22.5",
                "paymentPercent", "2,9",
                "paymentFixed", "0.30",
                "holdingPercent", "20"));

        assertThat(manager.form("/insight/rates", typed).statusCode()).isEqualTo(302);

        assertThat(scenery.inTransaction(() -> jdbc.sql("""
                        select wage_minor || ' ' || payment_basis_points || ' ' || payment_fixed_minor
                        from insight_rate
                        where valid_from = date '2999-12-30'
                        """).query(String.class).single()))
                .isEqualTo("2250 290 30");
        assertThat(manager.get("/insight/rates").body())
                .contains("name=\"wage\"", "22.50 USD", "2.90 % + 0.30 USD")
                .doesNotContain("hundredths");

        typed.putAll(Map.of("currency", "JPY", "wage", "22.5", "paymentPercent", "2.901", "paymentFixed", "30"));
        var refused = manager.form("/insight/rates", typed);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("value=\"22.5\"", "Give an amount such as 2250, at most 100,000,000 JPY.")
                .contains("value=\"2.901\"", "Give 0 to 100 % with at most two decimals, such as 2.90.");
        typed.putAll(Map.of("validFrom", "soon", "currency", "XYZ", "holdingPercent", "-1"));
        assertThat(manager.form("/insight/rates", typed).body())
                .contains("Give the first day on which they hold.", "Give an ISO 4217 code such as USD.")
                .contains("Give a whole number, 0 to 200 %.");
        scenery.inTransaction(() -> jdbc.sql("delete from insight_rate where valid_from = date '2999-12-30'")
                .update());
    }
}
