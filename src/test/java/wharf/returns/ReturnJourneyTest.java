package wharf.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.returns.ReturnScenery.exchange;
import static wharf.returns.ReturnScenery.refund;
import static wharf.testing.Scenery.all;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.inventory.Stock;
import wharf.messaging.Messages;
import wharf.order.OrderState;
import wharf.order.Orders;
import wharf.payment.Payments;
import wharf.platform.BusinessClock;
import wharf.platform.Facts;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** A return from the shopper's wish to the money or the replacement, and what can happen on the way. */
@WharfTest
class ReturnJourneyTest {
    @Autowired
    ReturnScenery dock;

    @Autowired
    Returns returns;

    @Autowired
    ReturnPolicies policies;

    @Autowired
    Receiving receiving;

    @Autowired
    Settlements settlements;

    @Autowired
    ReturnJobs jobs;

    @Autowired
    PutAways putAways;

    @Autowired
    Scans scans;

    @Autowired
    UnknownReturns unknown;

    @Autowired
    UnknownAnswers answers;

    @Autowired
    Orders orders;

    @Autowired
    Payments payments;

    @Autowired
    Stock stock;

    @Autowired
    Messages messages;

    @Autowired
    Facts facts;

    @Autowired
    BusinessClock clock;

    @Autowired
    Scenery scenery;

    @Autowired
    JdbcClient jdbc;

    ReturnScenery.Shop shop;

    @BeforeEach
    void aShop() {
        shop = dock.shop("MUG", "CUP");
    }

    @AfterEach
    void nothingIsBroken() {
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aUnitComesBackIsJudgedAndPaidBackAndCanBeSoldAgain() {
        var order = dock.shipped(shop, "MUG", 2);
        var mug = scenery.idOf(shop.merchant(), "MUG");
        long before = all(() -> stock.level(mug)).onHand();

        var wanted = dock.request(refund(order, 1, 1, "CHANGED_MIND"));
        assertThat(wanted.state()).isEqualTo(ReturnState.AUTHORISED);
        assertThat(Objects.requireNonNull(wanted.label()).isBought()).isTrue();

        var back = dock.comesBack(shop, wanted.id());

        assertThat(back.state()).isEqualTo(ReturnState.SETTLED);
        assertThat(back.refundedMinor()).isEqualTo(1000);
        assertThat(all(() -> payments.view(order.value())).refunded().minor()).isEqualTo(1000);
        assertThat(all(() -> stock.level(mug)).onHand()).isEqualTo(before);

        var task = all(() -> putAways.open(shop.site(), 10)).getFirst();
        assertThat(task.suggestedBin()).isEqualTo("A-01");
        all(() -> {
            // A thumb types small letters.
            putAways.putAway(shop.site(), task.id(), "a-01");
            return true;
        });
        assertThat(all(() -> stock.level(mug)).onHand()).isEqualTo(before + 1);
        assertThat(all(() -> orders.find(order)).orElseThrow().state()).isEqualTo(OrderState.SHIPPED);
        assertThat(told(order))
                .containsSubsequence(
                        "Your return " + back.name() + " is ready to send",
                        "We have received your return " + back.name(),
                        "Your refund for return " + back.name());
        assertThat(all(() -> facts.timeline(order.value(), 0, 500)))
                .extracting(Facts.Entry::type)
                .contains(
                        "return.requested",
                        "return.authorised",
                        "return.received",
                        "return.graded",
                        "return.settled",
                        "return.refunded");
    }

    @Test
    void oneOrderIsNeverPaidBackMoreThanItWasPaidToTheLastCent() {
        var order = dock.shipped(shop, "MUG", 3, "CUP", 2);
        var first = dock.request(refund(order, 1, 2, "DAMAGED"));
        var second = dock.request(refund(order, 1, 1, "DAMAGED"));
        var third = dock.request(refund(order, 2, 2, "DAMAGED"));
        dock.comesBack(shop, first.id());
        dock.comesBack(shop, second.id());
        dock.comesBack(shop, third.id());

        var money = all(() -> payments.view(order.value()));
        assertThat(money.refunded())
                .as("goods and, since all came back for our fault, shipping")
                .isEqualTo(money.captured());
    }

    @Test
    void whatIsWornEarnsLessAndTheFeeIsTakenOnce() {
        policy(p -> new ReturnPolicy(
                30,
                p.reasons(),
                300,
                200,
                p.refundShipping(),
                true,
                false,
                30,
                20_000L,
                50,
                0,
                p.dispositions(),
                List.of(),
                null));
        var order = dock.shipped(shop, "MUG", 3);
        var wanted = dock.request(refund(order, 1, 3, "CHANGED_MIND"));
        dock.count(shop, wanted.id(), 1, 3);
        dock.grade(shop, wanted.id(), 1, 1, Grade.A);
        dock.grade(shop, wanted.id(), 1, 1, Grade.B);
        dock.grade(shop, wanted.id(), 1, 1, Grade.C);

        var settled = dock.view(wanted.id()).settlements();
        assertThat(settled).singleElement().satisfies(one -> {
            assertThat(one.goodsMinor()).isEqualTo(1500);
            assertThat(one.deductedMinor()).isEqualTo(500);
            assertThat(one.refundedMinor()).isEqualTo(1000);
        });
    }

    @Test
    void aCountCanBeTakenBackUntilItIsJudged() {
        var order = dock.shipped(shop, "MUG", 2);
        var wanted = dock.request(refund(order, 1, 2, "CHANGED_MIND"));
        dock.count(shop, wanted.id(), 1, 2);
        var count = dock.view(wanted.id()).counts().getFirst();
        all(() -> done(() -> receiving.undo(wanted.id(), count.id())));

        assertThat(dock.view(wanted.id()).line(1).authorised()).isEqualTo(2);
        assertThat(scenery.broken()).isEmpty();

        dock.count(shop, wanted.id(), 1, 1);
        dock.grade(shop, wanted.id(), 1, 1, Grade.A);
        var judged = dock.view(wanted.id()).counts().getLast();
        assertThatThrownBy(() -> all(() -> done(() -> receiving.undo(wanted.id(), judged.id()))))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void moreThanWasAskedForIsTakenInAsFarAsItWasShippedAndTheRestGoesToThePhotoQueue() {
        var order = dock.shipped(shop, "MUG", 3);
        var wanted = dock.request(refund(order, 1, 1, "CHANGED_MIND"));

        var counted = dock.count(shop, wanted.id(), 1, 5);

        assertThat(counted.taken()).isEqualTo(3);
        assertThat(counted.over()).isEqualTo(2);
        assertThat(all(() -> unknown.list(UnknownReturns.State.WAITING, null, 50)))
                .filteredOn(one -> wanted.id().value().equals(one.rmaId()))
                .singleElement()
                .satisfies(one -> assertThat(one.description()).contains("2 × MUG"));
    }

    @Test
    void partOfItIsPaidAtOnceWhenTheDockSaysThatNoMoreIsComing() {
        var order = dock.shipped(shop, "MUG", 2);
        var wanted = dock.request(refund(order, 1, 2, "CHANGED_MIND"));
        dock.count(shop, wanted.id(), 1, 1);
        dock.grade(shop, wanted.id(), 1, 1, Grade.A);
        assertThat(dock.view(wanted.id()).settlements()).isEmpty();

        all(() -> done(() -> receiving.finish(wanted.id())));
        dock.drain();
        assertThat(dock.view(wanted.id()).refundedMinor()).isEqualTo(1000);

        dock.comesBack(shop, wanted.id());
        assertThat(dock.view(wanted.id()).refundedMinor()).isEqualTo(2000);
        assertThat(dock.view(wanted.id()).state()).isEqualTo(ReturnState.SETTLED);
    }

    @Test
    void whatNobodyAnnouncedIsTakenInByTheOrdersNumberAndWhatDidNotComeIsStruckOff() {
        var order = dock.shipped(shop, "MUG", 2, "CUP", 1);
        var number = all(() -> orders.find(order)).orElseThrow().number();
        var opened = all(() -> scans.open(scans.find("#" + number).orElseThrow(), ReturnScenery.id()));
        assertThat(opened.kind()).isEqualTo(ReturnView.Kind.UNANNOUNCED);

        dock.count(shop, opened.id(), 1, 1);
        dock.grade(shop, opened.id(), 1, 1, Grade.A);
        all(() -> done(() -> receiving.finish(opened.id())));
        dock.drain();

        var back = dock.view(opened.id());
        assertThat(back.state()).isEqualTo(ReturnState.SETTLED);
        assertThat(back.line(1).cancelled()).isEqualTo(1);
        assertThat(back.line(2).cancelled()).isEqualTo(1);
        assertThat(back.refundedMinor()).isEqualTo(1000);
    }

    @Test
    void aParcelRefusedAtTheDoorIsKnownByItsOwnLabel() {
        var order = dock.shipped(shop, "MUG", 1);
        var tracking = jdbcAll(
                "select b.tracking from label b join parcel_line l on l.parcel_id = b.parcel_id where l.order_id = '"
                        + order + "' limit 1");
        var opened = all(() -> scans.open(scans.find(tracking).orElseThrow(), ReturnScenery.id()));

        assertThat(opened.kind()).isEqualTo(ReturnView.Kind.REFUSED_AT_DOOR);
        assertThat(dock.comesBack(shop, opened.id()).refundedMinor()).isEqualTo(1000);
    }

    @Test
    void anExchangeSendsTheOtherItemWhenTheFirstIsBackAndCostsNothing() {
        var order = dock.shipped(shop, "MUG", 1);
        var wanted = dock.request(exchange(order, 1, 1, "MUG"));
        assertThat(wanted.exchanges()).isEmpty();

        var back = dock.comesBack(shop, wanted.id());

        assertThat(back.refundedMinor()).isZero();
        var replacement = back.exchanges().getFirst();
        assertThat(replacement.state()).isEqualTo("ORDERED");
        var sent = all(() -> orders.find(new OrderId(Objects.requireNonNull(replacement.orderId()))))
                .orElseThrow();
        assertThat(sent.channel()).isEqualTo("exchange");
        assertThat(sent.totalMinor()).isZero();
        assertThat(sent.state()).isIn(OrderState.ROUTED, OrderState.IN_FULFILMENT);
        assertThat(told(order)).contains("Your replacement for return " + back.name() + " is being prepared");
    }

    @Test
    void anInstantExchangeLeavesAtOnceAndIsChargedWhenTheFirstItemNeverComes() {
        policy(p -> new ReturnPolicy(
                30,
                p.reasons(),
                0,
                0,
                p.refundShipping(),
                true,
                true,
                10,
                20_000L,
                100,
                0,
                p.dispositions(),
                List.of(),
                null));
        var order = dock.shipped(shop, "MUG", 2);
        var wanted = dock.request(exchange(order, 1, 2, "MUG"));
        assertThat(wanted.exchanges())
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo("ORDERED"));
        dock.count(shop, wanted.id(), 1, 1);
        dock.grade(shop, wanted.id(), 1, 1, Grade.A);

        late(wanted, Duration.ofDays(11));
        all(jobs::sweep);
        all(jobs::sweep);
        dock.drain();

        var over = dock.view(wanted.id());
        assertThat(over.line(1).expired()).isEqualTo(1);
        assertThat(over.chargedMinor()).isEqualTo(1000);
        assertThat(all(() -> payments.view(order.value())).owed().minor()).isEqualTo(1000);
    }

    @Test
    void whatNeverArrivesExpiresAndMayBeAskedForAnew() {
        var order = dock.shipped(shop, "MUG", 1);
        var wanted = dock.request(refund(order, 1, 1, "CHANGED_MIND"));
        late(wanted, Duration.ofDays(31));
        all(jobs::sweep);
        dock.drain();

        assertThat(dock.view(wanted.id()).state()).isEqualTo(ReturnState.EXPIRED);
        assertThat(dock.request(refund(order, 1, 1, "CHANGED_MIND")).state()).isEqualTo(ReturnState.AUTHORISED);
    }

    @Test
    void aReturnThatIsCalledOffGivesItsLabelBack() {
        var order = dock.shipped(shop, "MUG", 1);
        var wanted = dock.request(refund(order, 1, 1, "CHANGED_MIND"));
        all(() -> done(() -> returns.cancel(wanted.id(), "Keeps it.")));
        dock.drain();

        assertThat(dock.view(wanted.id()).state()).isEqualTo(ReturnState.CANCELLED);
        assertThat(Objects.requireNonNull(dock.view(wanted.id()).label()).isBought())
                .isFalse();
    }

    @Test
    void dearReturnsWaitForAPersonWhoMaySayNo() {
        policy(p -> new ReturnPolicy(
                30,
                p.reasons(),
                0,
                0,
                p.refundShipping(),
                true,
                false,
                30,
                500L,
                100,
                0,
                p.dispositions(),
                List.of(),
                null));
        var order = dock.shipped(shop, "MUG", 1);
        var wanted = dock.request(refund(order, 1, 1, "CHANGED_MIND"));
        assertThat(wanted.state()).isEqualTo(ReturnState.REQUESTED);
        all(() -> done(() -> returns.reject(wanted.id(), "Worn for a year.")));
        assertThat(dock.view(wanted.id()).state()).isEqualTo(ReturnState.REJECTED);
        dock.drain();
        var told = scenery.inTransaction(() -> jdbc.sql(
                        "select subject || body_text from message where root = :order and template = 'ReturnUpdate' and channel = 'EMAIL'")
                .param("order", order.value())
                .query(String.class)
                .single());
        assertThat(told).contains("was not approved", "What stays with you").doesNotContain("Worn for a year");
    }

    @Test
    void whatThePolicyDoesNotAllowIsRefusedWithItsField() {
        policy(p -> new ReturnPolicy(
                30,
                p.reasons(),
                0,
                0,
                p.refundShipping(),
                false,
                false,
                30,
                500L,
                100,
                0,
                p.dispositions(),
                List.of("MU*"),
                null));
        var order = dock.shipped(shop, "MUG", 1, "CUP", 1);
        assertThatThrownBy(() -> dock.request(refund(order, 1, 1, "CHANGED_MIND")))
                .hasMessageContaining("sold for good");
        assertThatThrownBy(() -> dock.request(refund(order, 2, 2, "CHANGED_MIND")))
                .hasMessageContaining("Give 1 to 1");
        assertThatThrownBy(() -> dock.request(refund(order, 2, 1, "BORED"))).hasMessageContaining("DAMAGED");
        assertThatThrownBy(() -> dock.request(exchange(order, 2, 1, "CUP"))).hasMessageContaining("does not exchange");
    }

    @Test
    void whatIsNotOursEntersNoStockAndAsksWhoseItIs() {
        var order = dock.shipped(shop, "MUG", 1);
        var wanted = dock.request(refund(order, 1, 1, "CHANGED_MIND"));
        dock.count(shop, wanted.id(), 1, 1);
        dock.grade(shop, wanted.id(), 1, 1, Grade.D);

        assertThat(dock.view(wanted.id()).refundedMinor()).isZero();
        assertThat(dock.view(wanted.id()).state()).isEqualTo(ReturnState.SETTLED);
        var asked = all(() -> unknown.list(UnknownReturns.State.WAITING, null, 50)).stream()
                .filter(one -> wanted.id().value().equals(one.rmaId()))
                .findFirst()
                .orElseThrow();
        all(() -> done(() -> answers.restock(asked.id(), "CUP", 1)));
        assertThat(all(() -> putAways.open(shop.site(), 10)))
                .extracting(PutAways.Task::sku)
                .contains("CUP");
    }

    @Test
    void whatComesUnannouncedAgainstThePolicyIsPaidOnlyWhenAPersonSaysSo() {
        policy(p -> new ReturnPolicy(
                30,
                p.reasons(),
                0,
                0,
                p.refundShipping(),
                true,
                false,
                30,
                20_000L,
                100,
                0,
                p.dispositions(),
                List.of("MUG"),
                null));
        for (boolean yes : new boolean[] {true, false}) {
            var order = dock.shipped(shop, "MUG", 1);
            var opened = all(() -> receiving.unannounced(order, false, ReturnScenery.id()));
            var judged = dock.comesBack(shop, opened.id());
            assertThat(judged.needsDecision()).isTrue();
            assertThat(judged.settlements()).isEmpty();
            all(jobs::sweep);

            all(() -> done(() -> {
                if (yes) settlements.settle(opened.id());
                else settlements.refuse(opened.id());
            }));
            dock.drain();
            assertThat(dock.view(opened.id()).state()).isEqualTo(ReturnState.SETTLED);
            assertThat(dock.view(opened.id()).refundedMinor()).isEqualTo(yes ? 1000 : 0);
        }
    }

    @Test
    void whatArrivesBeforeAnybodySaidYesWaitsForThatYes() {
        policy(p -> new ReturnPolicy(
                30,
                p.reasons(),
                0,
                0,
                p.refundShipping(),
                true,
                false,
                30,
                null,
                100,
                0,
                p.dispositions(),
                List.of(),
                null));
        var order = dock.shipped(shop, "MUG", 1);
        var wanted = dock.request(refund(order, 1, 1, "CHANGED_MIND"));
        assertThat(dock.comesBack(shop, wanted.id()).refundedMinor()).isZero();
        all(() -> done(() -> settlements.settle(wanted.id())));
        dock.drain();
        assertThat(dock.view(wanted.id()).refundedMinor()).isEqualTo(1000);
    }

    @Test
    void aRefundThatTheProviderDeclinesIsSeenAndTriedAgain() {
        var order = dock.shippedPaidBy("CARD", "tok_refund_fails", shop, "MUG", 1);
        var wanted = dock.request(refund(order, 1, 1, "CHANGED_MIND"));
        dock.comesBack(shop, wanted.id());
        assertThat(dock.view(wanted.id()).settlements())
                .extracting(ReturnView.Settled::state)
                .containsExactly("FAILED");
        assertThat(dock.view(wanted.id()).state()).isEqualTo(ReturnState.GRADED);

        all(() -> done(() -> settlements.retry(wanted.id())));
        dock.drain();
        assertThat(dock.view(wanted.id()).settlements())
                .extracting(ReturnView.Settled::state)
                .containsExactly("NOTHING", "FAILED");
        assertThat(dock.view(wanted.id()).refundedMinor()).isZero();
    }

    @Test
    void whatWasPaidBySlipIsPaidBackByAPerson() {
        var order = dock.shippedPaidBy("BANK_SLIP", null, shop, "MUG", 1);
        var wanted = dock.request(refund(order, 1, 1, "CHANGED_MIND"));
        var back = dock.comesBack(shop, wanted.id());

        assertThat(back.state()).isEqualTo(ReturnState.SETTLED);
        assertThat(back.settlements()).extracting(ReturnView.Settled::state).containsExactly("OUTSIDE");
    }

    @Test
    void whatIsJudgedAndLeftLyingIsPaidByItself() {
        var order = dock.shipped(shop, "MUG", 2);
        var wanted = dock.request(refund(order, 1, 2, "CHANGED_MIND"));
        dock.count(shop, wanted.id(), 1, 1);
        dock.grade(shop, wanted.id(), 1, 1, Grade.A);
        scenery.inTransaction(
                () -> jdbc.sql("update rma_grade set graded_at = graded_at - interval '31 minutes' where rma_id = :id")
                        .param("id", wanted.id().value())
                        .update());
        all(jobs::sweep);
        dock.drain();

        assertThat(dock.view(wanted.id()).refundedMinor()).isEqualTo(1000);
    }

    @Test
    void aReplacementThatHasSoldOutIsPaidForInstead() {
        var order = dock.shipped(shop, "MUG", 1);
        var wanted = dock.request(exchange(order, 1, 1, "MUG"));
        scenery.inTransaction(() -> jdbc.sql("update item_stock set reserved = on_hand where item_id = :id")
                .param("id", scenery.idOf(shop.merchant(), "MUG").value())
                .update());
        var back = dock.comesBack(shop, wanted.id());
        scenery.inTransaction(() -> jdbc.sql("update item_stock set reserved = 0 where item_id = :id")
                .param("id", scenery.idOf(shop.merchant(), "MUG").value())
                .update());

        assertThat(back.exchanges()).extracting(ReturnView.Exchanged::state).containsExactly("REFUNDED_INSTEAD");
        assertThat(back.refundedMinor()).isEqualTo(1000);
    }

    @Test
    void payingTwiceForOneCausePaysOnce() {
        var order = dock.shipped(shop, "MUG", 1);
        var wanted = dock.request(refund(order, 1, 1, "CHANGED_MIND"));
        dock.comesBack(shop, wanted.id());
        var settlement = dock.view(wanted.id()).settlements().getFirst();

        scenery.inTransaction(() -> jdbc.sql(
                        "update rma_settlement set state = 'DUE', refunded_minor = 0, done_at = null where id = :id")
                .param("id", settlement.id())
                .update());
        scenery.inTransaction(() -> jdbc.sql("update rma_line set graded = settled, settled = 0 where rma_id = :id")
                .param("id", wanted.id().value())
                .update());
        scenery.inTransaction(() -> jdbc.sql(
                        "insert into work (step, subject, merchant_id, due_at) values ('RETURN_SETTLE', :id, :merchant, now() - interval '1 second')")
                .param("id", settlement.id())
                .param("merchant", shop.merchant().value())
                .update());
        dock.drain();

        assertThat(dock.view(wanted.id()).refundedMinor()).isEqualTo(1000);
        assertThat(all(() -> payments.view(order.value())).refunded().minor()).isEqualTo(1000);
    }

    private List<String> told(OrderId order) {
        return all(() -> messages.list(order.value(), null, null, 100)).stream()
                .map(message -> message.subject())
                .toList()
                .reversed();
    }

    private void policy(java.util.function.UnaryOperator<ReturnPolicy> change) {
        all(() -> done(() -> policies.set(shop.merchant(), change.apply(ReturnPolicy.DEFAULT))));
    }

    /** As if it had been authorised that much earlier; the clock of the whole database stays where it is. */
    private void late(ReturnView view, Duration by) {
        scenery.inTransaction(
                () -> jdbc.sql("update rma set expires_at = expires_at - make_interval(secs => :secs) where id = :id")
                        .param("secs", (double) by.toSeconds())
                        .param("id", view.id().value())
                        .update());
    }

    private String jdbcAll(String sql) {
        return scenery.inTransaction(() -> jdbc.sql(sql).query(String.class).single());
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
    }
}
