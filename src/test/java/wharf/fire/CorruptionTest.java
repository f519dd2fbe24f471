package wharf.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;
import static wharf.testing.Scenery.order;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import wharf.fulfilment.OrderCare;
import wharf.insight.MeasuredSoFar;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.packing.PackStation;
import wharf.packing.Scan;
import wharf.payment.Payments;
import wharf.platform.InvariantCheck;
import wharf.platform.Names;
import wharf.platform.WorkEngine;
import wharf.platform.database.DatabaseAccess;
import wharf.returns.ReturnScenery;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.testing.Core;
import wharf.testing.Floor;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/**
 * Every rule that {@code wharf check} looks at is broken once, in a database with orders at every stage, and reported: that rule, that row, no
 * other, and in people's words.
 */
@Core
@WharfTest
class CorruptionTest {
    private static final DatabaseAccess DATABASE = Postgres.newDatabase();
    private static final int LIMIT = 100;
    private static boolean built;

    @DynamicPropertySource
    static void alone(DynamicPropertyRegistry properties) {
        Postgres.properties(DATABASE).forEach((key, value) -> properties.add(key, () -> value));
    }

    @Autowired
    List<InvariantCheck> checks;

    @Autowired
    Names names;

    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    OrderCare care;

    @Autowired
    Payments payments;

    @Autowired
    PackStation station;

    @Autowired
    WorkEngine engine;

    @Autowired
    Floor floor;

    @Autowired
    ReturnScenery returns;

    @Autowired
    MeasuredSoFar measured;

    @BeforeEach
    void ordersAtEveryStage() {
        if (built) return;
        built = true;
        var merchant = scenery.merchant();
        var site = scenery.site(false);
        scenery.receive(merchant, scenery.item(merchant, "MUG"), scenery.bin(site, "A-01"), 50);

        var shipped = placed(merchant);
        floor.work(site);
        all(() -> payments.refund(shipped.value(), Money.of(100, "USD"), "test", "A scratch."));
        placed(merchant);
        floor.pick(site);
        floor.pack(site);
        var unwanted = placed(merchant);
        floor.pick(site);
        all(() -> care.cancel(unwanted, null, "changed her mind"));
        placed(merchant);
        var packing = floor.pick(site).getFirst();
        placed(merchant);
        floor.pick(site);
        placed(merchant);
        var session = all(() -> station.open(site, packing));
        all(() -> station.scan(session.id(), Scan.of("first", "MUG")));
        engine.drain();
        oneOfTwoCameBack();
        measured.catchUp();
    }

    private void oneOfTwoCameBack() {
        var shop = returns.shop("CUP");
        var wanted = returns.request(ReturnScenery.refund(returns.shipped(shop, "CUP", 2), 1, 1, "DAMAGED"));
        returns.comesBack(shop, wanted.id());
    }

    @Test
    void everyCheckHasItsCorruption() {
        assertThat(Corruption.all())
                .extracting(Corruption::check)
                .containsExactlyInAnyOrderElementsOf(
                        checks.stream().map(InvariantCheck::name).toList());
    }

    @Test
    void aHealthyDatabaseBreaksNothing() {
        assertThat(scenery.broken()).isEmpty();
    }

    static Stream<Corruption> corruptions() {
        return Corruption.all().stream();
    }

    @ParameterizedTest
    @MethodSource("corruptions")
    void aDamagedRowIsReportedByItsRuleAlone(Corruption corruption) throws SQLException {
        try (var connection = Postgres.connectAsOwner(DATABASE)) {
            connection.setAutoCommit(false);
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            var row = damage(jdbc, corruption);

            assertThat(reports(jdbc))
                    .singleElement()
                    .satisfies(report -> assertThat(report)
                            .startsWith(corruption.check() + ": ")
                            .contains(row)
                            .satisfies(said -> assertThat(
                                            all(() -> names.in(List.of(said))).say(said))
                                    .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-")));
            connection.rollback();
        }
    }

    @Test
    @Tag("slow")
    void theCommandEndsWithZeroWhenAllIsWellAndWithOneAndTheRowOtherwise() throws SQLException {
        var settings = new java.util.HashMap<>(Map.copyOf(Postgres.properties(DATABASE)));
        try (var well = Node.run("check", settings)) {
            assertThat(well.output()).contains("holds   one-fate-per-unit").doesNotContain("BROKEN");
            assertThat(well.exitCode()).isZero();
        }
        var row = damageForGood("update item_stock set on_hand = on_hand + 1 returning item_id::text");
        try (var ill = Node.run("check", settings)) {
            assertThat(ill.output()).contains("BROKEN  item-stock-equals-balances", row);
            assertThat(ill.exitCode()).isEqualTo(1);
        } finally {
            damageForGood("update item_stock set on_hand = on_hand - 1 returning item_id::text");
        }
    }

    private OrderId placed(MerchantId merchant) {
        var order = Orders.byCard(order(merchant, NewOrder.Shortage.REFUSE, "MUG", 2), "tok_ok");
        var result = all(() -> intake.take(List.of(order))).getFirst();
        engine.drain();
        return ((IntakeResult.Accepted) result).id();
    }

    private static String damage(JdbcClient jdbc, Corruption corruption) {
        var row = jdbc.sql(corruption.row()).query(String.class).single();
        for (var statement : corruption.damage())
            jdbc.sql(statement.replace("%s", row)).update();
        return row;
    }

    private List<String> reports(JdbcClient jdbc) {
        return checks.stream()
                .flatMap(check -> check.violations(jdbc, LIMIT).stream()
                        .map(violation -> check.name() + ": " + violation.subject() + " " + violation.detail()))
                .toList();
    }

    private static String damageForGood(String sql) throws SQLException {
        try (Connection connection = Postgres.connectAsOwner(DATABASE);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
