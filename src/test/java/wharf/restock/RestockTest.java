package wharf.restock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.catalog.NewItem;
import wharf.fulfilment.OrderCare;
import wharf.inventory.Adjustment;
import wharf.inventory.Condition;
import wharf.inventory.PlaceRef;
import wharf.inventory.Stock;
import wharf.messaging.Messages;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Turn;
import wharf.platform.WorkEngine;
import wharf.shared.Actor;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.Lane;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.Role;
import wharf.shared.Scope;
import wharf.shared.WarehouseId;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** From orders to demand, forecast, proposal, purchase order and notice. */
@WharfTest
class RestockTest {
    private static final String RECOUNT = """
            select coalesce(sum(quantity - cancelled - fulfilled_elsewhere), 0) from reservation where item_id = :item
            """;

    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    OrderCare care;

    @Autowired
    WorkEngine engine;

    @Autowired
    DemandHistory demand;

    @Autowired
    PlanRestock plan;

    @Autowired
    Restock restock;

    @Autowired
    RestockPolicies policies;

    @Autowired
    People people;

    @LocalServerPort
    int port;

    @Autowired
    Suppliers suppliers;

    @Autowired
    PurchaseOrders purchases;

    @Autowired
    RestockNotices notices;

    @Autowired
    Messages messages;

    @Autowired
    Stock stock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    BusinessClock clock;

    MerchantId merchant;
    WarehouseId site;
    PlaceRef bin;
    ItemId mug;

    @BeforeEach
    void aSiteWithMugs() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        bin = scenery.bin(site, "A-01");
        mug = scenery.item(merchant, "MUG");
        scenery.receive(merchant, mug, bin, 100);
    }

    @Test
    void demandIsWhatWasOrderedKitsAsTheirPartsAndCancelledUnitsLeftOut() {
        scenery.items(merchant, NewItem.kit("SET", "Set", List.of(new NewItem.Component("MUG", 3))));
        placed(3, "MUG", 2);
        placed(3, "SET", 1);
        placed(1, "MUG", 200);
        var cancelled = placed(1, "MUG", 4);
        engine.drain();
        scenery.read("restock-demand", demand::catchUp);
        assertThat(units(3)).isEqualTo(5);
        assertThat(units(1)).isEqualTo(204);

        all(() -> care.cancel(cancelled, null, "changed her mind"));
        engine.drain();
        scenery.read("restock-demand", demand::catchUp);

        assertThat(units(1)).as("backordered units are demand too").isEqualTo(200);
        assertThat(total()).isEqualTo(recount()).isEqualTo(205);
    }

    @Test
    void whatStaffPractiseWithIsNotDemandedAndNotBought() {
        placed(2, "MUG", 5);
        engine.drain();
        scenery.read("restock-demand", demand::catchUp);
        all(() -> plan.run(List.of(merchant.value())));
        assertThat(all(() -> restock.sitesOf(mug))).isNotEmpty();

        scenery.inTransaction(() -> jdbc.sql("update merchant set training = true where id = :id")
                .param("id", merchant.value())
                .update());
        placed(1, "MUG", 3);
        engine.drain();
        scenery.read("restock-demand", demand::catchUp);

        assertThat(units(1)).isZero();
        assertThat(all(() -> restock.sitesOf(mug))).isEmpty();
    }

    @Test
    void readingEveryFactAgainChangesNothing() {
        placed(2, "MUG", 2);
        placed(2, "MUG", 3);
        engine.drain();
        scenery.read("restock-demand", demand::catchUp);
        var before = days();

        scenery.inTransaction(
                () -> jdbc.sql("update fact_cursor set xid = '0', fact_id = 0 where reader = 'restock-demand'")
                        .update());
        scenery.read("restock-demand", demand::catchUp);

        assertThat(days()).isEqualTo(before);
        assertThat(total()).isEqualTo(recount()).isEqualTo(5);
    }

    @Test
    void demandIsOfTheSiteThatWasGivenIt() {
        placed(2, "MUG", 2);
        engine.drain();
        scenery.read("restock-demand", demand::catchUp);

        assertThat(days())
                .singleElement()
                .extracting(DemandHistory.Day::warehouseId)
                .isEqualTo(site.value());
    }

    @Test
    void aSteadyItemIsProposedByHandCalculation() {
        steady(2, 60);
        supplier(10, 12, 20);
        policy(new RestockPolicy(0.95, 7, 14, 180, 0, 20, null, null));

        var line = line();

        // Two a day for 10 days of delivery and 7 until the next look are 34, and there is no doubt about them.
        assertThat(line.dailyMean()).isBetween(1.98, 2.02);
        assertThat(line.reorderPoint()).isBetween(34L, 36L);
        assertThat(line.available()).isEqualTo(100);
        assertThat(line.daysOfCover()).isBetween(49L, 51L);
        assertThat(line.proposed()).isZero();
        assertThat(line.testOrigins()).isPositive();

        take(79);
        var due = line();
        // 21 are left; up to 35 + 14 = 49 are 28, in dozens 36.
        assertThat(due.available()).isEqualTo(21);
        assertThat(due.due()).isTrue();
        assertThat(due.proposed()).isEqualTo(36);
        assertThat(due.reason()).contains("order 36");
    }

    @Test
    void whatIsOnOrderCountsUntilItHasComeIn() {
        steady(2, 60);
        supplier(10, 12, 1);
        take(90);
        assertThat(line().due()).isTrue();
        var request = Ids.next();

        var order = all(() ->
                purchases.place(merchant, site.value(), null, List.of(new PurchaseOrders.Wanted("MUG", 48)), request));
        var again = all(() ->
                purchases.place(merchant, site.value(), null, List.of(new PurchaseOrders.Wanted("MUG", 48)), request));

        assertThat(again.id()).isEqualTo(order.id());
        assertThat(order.expectedOn()).isEqualTo(today().plusDays(10));
        assertThat(line().onOrder()).isEqualTo(48);
        assertThat(line().due()).isFalse();
        all(() -> purchases.receive(order.id(), List.of(new PurchaseOrders.Came(1, 48))));
        assertThat(line().onOrder()).isZero();
        assertThatThrownBy(() -> all(() -> purchases.receive(order.id(), List.of(new PurchaseOrders.Came(1, 1)))))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void oneNoticeACrossing() {
        steady(2, 60);
        supplier(10, 1, 1);
        line();
        all(notices::send);
        assertThat(told()).isZero();

        take(90);
        all(notices::send);
        all(notices::send);
        assertThat(told()).isEqualTo(1);

        scenery.receive(merchant, mug, bin, 200);
        all(notices::send);
        take(200);
        all(notices::send);
        assertThat(told()).isEqualTo(2);
    }

    @Test
    void overstockIsWhatLastsBeyondTheLimitAtWhatItCost() {
        steady(2, 60);
        supplier(10, 1, 1);
        policy(new RestockPolicy(0.95, 7, 14, 20, 0, 20, null, null));

        var line = line();

        // 100 are there, 20 days need 40.
        assertThat(line.overstock()).isBetween(59L, 61L);
        assertThat(line.overstockMinor()).isEqualTo(line.overstock() * 325);
        assertThat(lines(Restock.View.OVERSTOCK)).extracting(RestockLine::sku).containsExactly("MUG");
        assertThat(lines(Restock.View.DUE)).isEmpty();
    }

    @Test
    void anotherMerchantSeesNothingOfIt() {
        steady(2, 60);
        supplier(10, 1, 1);
        line();
        var other = scenery.merchant();
        var neighbour = new Context(Scope.of(Set.of(other)), Actor.system("test"), Lane.SCREEN);

        neighbour.run(() -> {
            assertThat(restock.lines(wanted(Restock.View.ALL), Turn.START, 10)).isEmpty();
            assertThat(suppliers.list(null)).isEmpty();
            assertThatThrownBy(() -> restock.one(mug, null)).isInstanceOf(Refusal.class);
        });
    }

    private OrderId placed(int daysAgo, String sku, int quantity) {
        var like = Scenery.order(merchant, NewOrder.Shortage.BACKORDER, sku, quantity);
        var order = like.with()
                .placedAt(clock.instant().minus(Duration.ofDays(daysAgo)))
                .build();
        return ((IntakeResult.Accepted) all(() -> intake.take(List.of(order))).getFirst()).id();
    }

    /** So many a day, every day until yesterday. */
    private void steady(int daily, int days) {
        scenery.inTransaction(() -> jdbc.sql("""
                insert into demand_day (merchant_id, item_id, warehouse_id, day, quantity)
                select :merchant, :item, :site, cast(:today as date) - n, :daily
                from generate_series(1, :days) n
                """)
                .param("merchant", merchant.value())
                .param("item", mug.value())
                .param("site", site.value())
                .param("today", today())
                .param("daily", daily)
                .param("days", days)
                .update());
    }

    private void supplier(int leadDays, int pack, int minimum) {
        all(() -> {
            suppliers.put(
                    merchant,
                    List.of(new SupplierTerms("Porto", "orders@porto.example", leadDays, 0, null, null)),
                    List.of(new ItemTerms("MUG", "Porto", null, pack, minimum, 325L, null)));
            return true;
        });
    }

    private void policy(RestockPolicy policy) {
        all(() -> {
            policies.put(merchant, policy);
            return true;
        });
    }

    private void take(int units) {
        all(() -> {
            stock.adjust(List.of(
                    new Adjustment(merchant, mug, bin.id(), "", Condition.SELLABLE, -units, "sold", Ids.next())));
            return true;
        });
    }

    private RestockLine line() {
        all(() -> plan.run(List.of(merchant.value())));
        return all(() -> restock.one(mug, null));
    }

    private List<RestockLine> lines(Restock.View view) {
        return all(() -> restock.lines(wanted(view), Turn.START, 10));
    }

    private Restock.Wanted wanted(Restock.View view) {
        return new Restock.Wanted(merchant, null, "", null, view);
    }

    private long told() {
        return all(() -> messages.list(merchant.value(), null, null, 10)).size();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private List<DemandHistory.Day> days() {
        return all(() -> demand.days(merchant.value(), List.<UUID>of(mug.value()), today().minusDays(30), today()));
    }

    private long units(int daysAgo) {
        var day = LocalDate.ofInstant(clock.instant().minus(Duration.ofDays(daysAgo)), ZoneOffset.UTC);
        return days().stream()
                .filter(one -> one.day().equals(day))
                .mapToLong(DemandHistory.Day::quantity)
                .sum();
    }

    private long total() {
        return days().stream().mapToLong(DemandHistory.Day::quantity).sum();
    }

    private long recount() {
        return scenery.inTransaction(() ->
                jdbc.sql(RECOUNT).param("item", mug.value()).query(Long.class).single());
    }

    @Test
    void aPolicysCostIsTypedInItsCurrencyAndABadOneIsRefusedBesideItsField() {
        var manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
        var typed = new HashMap<>(Map.of(
                "merchant", merchant.toString(),
                "servicePercent", "97.5",
                "reviewDays", "7",
                "defaultLeadDays", "14",
                "overstockDays", "180",
                "orderCost", "25,50",
                "holdingPercent", "20"));

        assertThat(manager.form("/restock/policy", typed).statusCode()).isEqualTo(302);

        assertThat(all(() -> policies.of(merchant)).orderCostMinor()).isEqualTo(2550);
        assertThat(manager.get("/restock/policy?merchant=" + merchant).body())
                .contains("name=\"orderCost\"", "value=\"25.50\"", "value=\"97.5\"")
                .doesNotContain("hundredths");

        for (var bad : List.of("", "-1", "1.234", "a lot", "1e9", "1000000.01")) {
            typed.put("orderCost", bad);
            typed.put("reviewDays", "400");
            var refused = manager.form("/restock/policy", typed);
            assertThat(refused.statusCode()).as(bad).isEqualTo(422);
            assertThat(refused.body())
                    .as("what was typed stays, with what is wrong beside it")
                    .contains("value=\"" + bad + "\"", "Give an amount such as 25.00, at most 1,000,000.00 USD.")
                    .contains("value=\"400\"", "Give 1 to 90 days.");
        }
        assertThat(all(() -> policies.of(merchant)).orderCostMinor()).isEqualTo(2550);
    }
}
