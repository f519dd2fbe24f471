package wharf.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.endpoints.Api;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.Replacements;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Turn;
import wharf.platform.WorkEngine;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Role;
import wharf.shared.WarehouseId;
import wharf.testing.Floor;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** An order that people take through the warehouse leaves figures behind. */
@WharfTest
class MeasuredJourneyTest {
    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    WorkEngine engine;

    @Autowired
    Floor floor;

    @Autowired
    Rollups rollups;

    @Autowired
    Insight insight;

    @Autowired
    BehindNumbers behind;

    @Autowired
    Facts facts;

    @Autowired
    StockWorth worth;

    @Autowired
    BusinessClock clock;

    @Autowired
    People people;

    @LocalServerPort
    int port;

    MerchantId merchant;
    WarehouseId site;
    String sku;
    OrderId order;

    @BeforeEach
    void anOrderOfTwoHasLeft() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        sku = Scenery.unique("CUP");
        scenery.receive(merchant, scenery.item(merchant, sku), scenery.bin(site, "A-01"), 10);
        order = placed();
        engine.drain();
        floor.work(site);
        scenery.read("insight-", rollups::catchUp);
    }

    @Test
    void whatPeopleDidIsMeasured() {
        var tally = today();

        assertThat(tally.of(Measure.ORDERS_SHIPPED)).isEqualTo(1);
        assertThat(tally.of(Measure.UNITS_SHIPPED)).isEqualTo(2);
        assertThat(tally.of(Measure.UNITS_PICKED)).isEqualTo(2);
        assertThat(tally.of(Measure.SHIPPED_DUE)).isEqualTo(1);
        assertThat(tally.of(Measure.POSTAGE_MINOR)).isPositive();
        assertThat(tally.of(Measure.MATERIAL_MINOR))
                .as("a large box at 0.98 and its filling")
                .isGreaterThanOrEqualTo(98);
        assertThat(tally.of(Contribution.Labour.PICK).first()).isEqualTo(2);
        assertThat(tally.of(Contribution.Labour.PACK).first()).isEqualTo(2);
        assertThat(tally.of(CostPart.PICKING)).isPositive();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void theOrdersBehindANumberAreListedToTheirOwnersOnly() {
        var rows = all(() -> behind.rows(Kpi.Drill.SHIPPED, selection(), false, Turn.START, 10));
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.orderId()).isEqualTo(order.value());
            assertThat(row.shippedAt()).isNotNull();
        });

        var own = people.signedIn(port, Role.MERCHANT_VIEWER, merchant);
        var stranger = people.signedIn(port, Role.MERCHANT_VIEWER, scenery.merchant());
        assertThat(own.get("/insight/orders-shipped/orders").body()).contains("/orders/" + order);
        assertThat(own.get("/insight/cost-per-order/orders.csv").body()).contains("" + order);
        assertThat(own.get("/insight/perfect-order/orders?bad=true").body()).contains("No order of this kind");
        assertThat(stranger.get("/insight/orders-shipped/orders").body()).doesNotContain("" + order);
        assertThat(own.get("/insight/inventory-accuracy/orders").statusCode()).isEqualTo(404);
        for (var kpi : Kpi.values()) {
            assertThat(manager()
                            .get("/insight/" + kpi.slug() + "?merchant=" + merchant)
                            .statusCode())
                    .as(kpi.slug())
                    .isEqualTo(200);
            if (kpi.drill() != null)
                for (var bad : List.of("true", "false"))
                    assertThat(manager()
                                    .get("/insight/" + kpi.slug() + "/orders?bad=" + bad)
                                    .statusCode())
                            .as(kpi.slug())
                            .isEqualTo(200);
        }
    }

    private @Nullable Api manager;

    private Api manager() {
        if (manager == null) manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
        return manager;
    }

    @Test
    void listsGoOnWhereTheyStopped() {
        placed();
        placed();
        engine.drain();
        floor.work(site);
        scenery.read("insight-", rollups::catchUp);

        var first = all(() -> behind.rows(Kpi.Drill.SHIPPED, selection(), false, Turn.START, 2));
        var rest = all(() -> behind.rows(
                Kpi.Drill.SHIPPED,
                selection(),
                false,
                Turn.after(wharf.platform.Cursor.decode(first.getLast().cursor(), 2)),
                5));

        assertThat(first).hasSize(2);
        assertThat(rest).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    @Test
    void whatWasSentAgainIsBehindReturnsAndAnswersButLeftNoSecondTime() {
        var again = placed(Replacements.RESHIP);
        engine.drain();
        floor.work(site);
        scenery.inTransaction(() -> {
            facts.record(List.of(
                    fact(again, "return.received").with(Map.of("units", 1)),
                    fact(again, "survey.answered").with(Map.of("kind", "CSAT", "score", 1))));
            return true;
        });
        scenery.read("insight-", rollups::catchUp);

        var tally = today();
        assertThat(tally.of(Measure.UNITS_RETURNED)).isEqualTo(1);
        assertThat(behind(Kpi.Drill.RETURNED)).containsExactly(again.value());
        assertThat(tally.of(Measure.CSAT_ANSWERS)).isEqualTo(1);
        assertThat(behind(Kpi.Drill.CSAT)).containsExactly(again.value());
        assertThat(tally.of(Measure.ORDERS_SHIPPED)).isEqualTo(1);
        assertThat(behind(Kpi.Drill.SHIPPED)).containsExactly(order.value());
    }

    private List<UUID> behind(Kpi.Drill drill) {
        return all(() -> behind.rows(drill, selection(), false, Turn.START, 10)).stream()
                .map(BehindRow::orderId)
                .toList();
    }

    private Fact fact(OrderId of, String type) {
        return Fact.of(merchant, of.value(), "test", UUID.randomUUID(), type, clock.instant());
    }

    @Test
    void stockIsLookedAtOnceADay() {
        all(worth::look);

        assertThat(all(worth::look)).isZero();
    }

    @Test
    void aMerchantsHomeTellsWhatSellsToday() {
        var home =
                people.signedIn(port, Role.MERCHANT_VIEWER, merchant).get("/").body();

        assertThat(home).contains("Sold today");
        assertThat(people.signedIn(port, Role.OPERATIONS_MANAGER).get("/").body())
                .doesNotContain("Sold today");
    }

    private Tally today() {
        var sum = new Tally();
        var days = all(() ->
                reader.days(selection(), new Rates(rates.all(), selection().to()), true, Arrays.asList(Step.values())));
        days.values().forEach(sum::add);
        return sum;
    }

    @Autowired
    RollupReader reader;

    @Autowired
    InsightRates rates;

    private Selection selection() {
        var today = java.time.LocalDate.ofInstant(clock.instant(), ZoneId.of("America/New_York"));
        return new Selection(merchant, null, null, today.minusDays(1), today);
    }

    private OrderId placed() {
        return placed("web");
    }

    private OrderId placed(String channel) {
        var o = Scenery.order(merchant, NewOrder.Shortage.REFUSE, sku, 2);
        var ofChannel = NewOrder.of(o.merchant(), channel, o.externalId())
                .placedAt(o.placedAt())
                .currency(o.currency())
                .lines(o.lines())
                .shipTo(o.shipTo())
                .email(o.email())
                .locale(o.locale())
                .shippingMinor(o.shippingMinor())
                .shortage(o.shortage())
                .build();
        var results = all(() -> intake.take(List.of(ofChannel)));
        return ((IntakeResult.Accepted) results.getFirst()).id();
    }
}
