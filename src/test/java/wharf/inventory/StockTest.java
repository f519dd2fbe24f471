package wharf.inventory;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static wharf.testing.Scenery.all;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.platform.BusinessClock;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.testing.Core;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@Core
@WharfTest
class StockTest {
    @Autowired
    Scenery scenery;

    @Autowired
    Stock stock;

    @Autowired
    StorageDays days;

    @Autowired
    BusinessClock clock;

    @Autowired
    JdbcClient jdbc;

    MerchantId merchant;
    WarehouseId site;
    ItemId item;
    PlaceRef bin;

    @BeforeEach
    void aSiteWithOneItem() {
        merchant = scenery.merchant();
        site = scenery.site(false);
        item = scenery.item(merchant, "MUG");
        bin = scenery.bin(site, "A-01");
    }

    @Test
    void receivedUnitsAreOnHandAndAvailable() {
        scenery.receive(merchant, item, bin, 10);

        assertThat(level().onHand()).isEqualTo(10);
        assertThat(level().available()).isEqualTo(10);
        assertThat(all(() -> stock.places(item)))
                .singleElement()
                .extracting(Stock.InPlace::place)
                .isEqualTo("A-01");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void theSameReceiptCountsOnce() {
        var receipt = new Receipt(merchant, item, bin.id(), "", null, Condition.SELLABLE, 5, Ids.next());

        for (int i = 0; i < 3; i++) all(() -> done(() -> stock.receive(List.of(receipt))));

        assertThat(level().onHand()).isEqualTo(5);
    }

    @Test
    void whatIsTwiceInOneCallCountsOnce() {
        var other = scenery.bin(site, "A-02");
        var receipt = new Receipt(merchant, item, bin.id(), "", null, Condition.SELLABLE, 10, Ids.next());
        var adjustment = new Adjustment(merchant, item, bin.id(), "", Condition.SELLABLE, -2, "counted", Ids.next());
        var move = new Move(
                merchant,
                item,
                "",
                bin.id(),
                Condition.SELLABLE,
                other.id(),
                Condition.SELLABLE,
                3,
                "tidied",
                Ids.next());

        all(() -> done(() -> stock.receive(List.of(receipt, receipt))));
        all(() -> done(() -> stock.adjust(List.of(adjustment, adjustment))));
        all(() -> done(() -> stock.move(List.of(move, move))));

        assertThat(all(() -> stock.places(item)))
                .extracting(Stock.InPlace::place, Stock.InPlace::quantity)
                .containsExactly(tuple("A-01", 5L), tuple("A-02", 3L));
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void twoRequestsOfOneIdInOneCallAreRefused() {
        var id = Ids.next();
        var ten = new Receipt(merchant, item, bin.id(), "", null, Condition.SELLABLE, 10, id);
        var four = new Receipt(merchant, item, bin.id(), "", null, Condition.SELLABLE, 4, id);

        assertThatThrownBy(() -> all(() -> done(() -> stock.receive(List.of(ten, four)))))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .extracting(Problem::code, Problem::field, Problem::value)
                                .containsExactly("request-reused", "receipts[1].requestId", id.toString()));
        assertThat(level().onHand()).isZero();
    }

    @Test
    void anIdThatWasUsedForSomethingElseIsRefused() {
        var id = Ids.next();
        all(() -> done(() ->
                stock.receive(List.of(new Receipt(merchant, item, bin.id(), "", null, Condition.SELLABLE, 10, id)))));

        refusedAsReused(() ->
                stock.receive(List.of(new Receipt(merchant, item, bin.id(), "", null, Condition.SELLABLE, 11, id))));
        refusedAsReused(() -> stock.adjust(
                List.of(new Adjustment(merchant, item, bin.id(), "", Condition.SELLABLE, -3, "broken", id))));
        assertThat(level().onHand()).isEqualTo(10);
    }

    private static void refusedAsReused(Runnable work) {
        assertThatThrownBy(() -> all(() -> done(work)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .extracting(Problem::code)
                                .isEqualTo("request-reused"));
    }

    @Test
    void merchantsMayUseTheSameId() {
        var other = scenery.merchant();
        var cup = scenery.item(other, "CUP");
        var id = Ids.next();

        all(() -> done(() -> stock.receive(List.of(
                new Receipt(merchant, item, bin.id(), "", null, Condition.SELLABLE, 10, id),
                new Receipt(other, cup, bin.id(), "", null, Condition.SELLABLE, 6, id)))));
        all(() -> done(
                () -> stock.receive(List.of(new Receipt(other, cup, bin.id(), "", null, Condition.SELLABLE, 6, id)))));

        assertThat(level().onHand()).isEqualTo(10);
        assertThat(all(() -> stock.level(cup)).onHand()).isEqualTo(6);
        assertThat(scenery.inTransaction(() -> jdbc.sql(
                                "select quantity from billable_act where kind = 'RECEIVED' and cause like '%' || :id order by quantity")
                        .param("id", id.toString())
                        .query(Long.class)
                        .list()))
                .containsExactly(6L, 10L);
    }

    @Test
    void damagedUnitsAreOnNoOnesPromise() {
        all(() -> done(() -> stock.receive(
                List.of(new Receipt(merchant, item, bin.id(), "", null, Condition.DAMAGED, 4, Ids.next())))));

        assertThat(level().onHand()).isZero();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aPlaceCannotFallBelowZero() {
        scenery.receive(merchant, item, bin, 3);
        var tooMuch = new Adjustment(merchant, item, bin.id(), "", Condition.SELLABLE, -4, "count", Ids.next());

        assertThatThrownBy(() -> all(() -> done(() -> stock.adjust(List.of(tooMuch)))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("fewer units");
        assertThat(level().onHand()).isEqualTo(3);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void unitsMoveBetweenBinsWithoutChangingWhatIsAvailable() {
        var other = scenery.bin(site, "A-02");
        scenery.receive(merchant, item, bin, 8);

        all(() -> done(() -> stock.move(List.of(new Move(
                merchant,
                item,
                "",
                bin.id(),
                Condition.SELLABLE,
                other.id(),
                Condition.SELLABLE,
                8,
                "put-away",
                Ids.next())))));

        assertThat(level().onHand()).isEqualTo(8);
        assertThat(all(() -> stock.places(item)))
                .singleElement()
                .extracting(Stock.InPlace::place)
                .isEqualTo("A-02");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void a_lot_expires_by_the_day_of_the_site_that_has_it() {
        var now = clock.instant();
        // Where it is another day than at Greenwich, and no midnight is near.
        var zone = ZoneId.of(now.atOffset(ZoneOffset.UTC).getHour() < 11 ? "Etc/GMT+12" : "Pacific/Kiritimati");
        var today = LocalDate.ofInstant(now, zone);
        all(() -> jdbc.sql("update warehouse set time_zone = :zone where id = :id")
                .param("zone", zone.getId())
                .param("id", site.value())
                .update());
        var good = scenery.item(merchant, "JAM");
        scenery.receive(merchant, item, bin, "OVER", today, 5);
        scenery.receive(merchant, good, bin, "GOOD", today.plusDays(1), 5);

        var offers = all(() -> stock.offers(List.of(item, good)));

        assertThat(requireNonNull(requireNonNull(offers.get(item)).get(site)).pickable())
                .isZero();
        assertThat(requireNonNull(requireNonNull(offers.get(good)).get(site)).pickable())
                .isEqualTo(5);
    }

    @Test
    void aDayOfStorageIsRecordedOnceForEachMerchantAndSite() {
        all(() -> days.record()); // whatever other tests stored
        scenery.receive(merchant, item, bin, 7);

        assertThat(all(() -> days.record())).isEqualTo(2);
        assertThat(all(() -> days.record())).isZero();
    }

    @Test
    void anotherMerchantSeesNothingOfIt() {
        scenery.receive(merchant, item, bin, 8);
        var stranger = scenery.merchant();
        var context = new wharf.platform.Context(
                wharf.shared.Scope.of(stranger), wharf.shared.Actor.user("stranger"), wharf.shared.Lane.SCREEN);

        assertThat(context.<List<Stock.InPlace>, RuntimeException>call(() -> stock.places(item)))
                .isEmpty();
        assertThat(context.<List<Stock.Level>, RuntimeException>call(
                        () -> stock.levels(merchant, null, wharf.platform.Turn.START, 10)))
                .isEmpty();
    }

    private Stock.Level level() {
        return all(() -> stock.levels(merchant, "MUG", wharf.platform.Turn.START, 10))
                .getFirst();
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
    }
}
