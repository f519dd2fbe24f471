package wharf.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.payment.Shopper.usd;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.platform.Context;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.Scope;
import wharf.testing.Core;

/** Orders paid in several ways, directly, partly, or not after all. */
@Core
@PaymentTest
class SeveralTendersTest {
    @Autowired
    Payments payments;

    @Autowired
    Shopper shopper;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aDeclineOfOneGivesUpTheOthers() {
        Context.background("test").run(() -> {
            var reference = Ids.next();
            shopper.registers(
                    shopper.card(reference, 1, 3_000, "tok_ok"), shopper.card(reference, 2, 7_000, "tok_decline"));
            assertThat(payments.authorise(reference)).isEqualTo(new Authorisation.Declined("Declined by the issuer."));
            assertThat(shopper.view(reference).available()).isEqualTo(usd(0));
            assertThat(shopper.attempts(reference))
                    .containsExactly("AUTHORISE 3000 SUCCEEDED", "AUTHORISE 7000 DECLINED", "VOID 3000 SUCCEEDED");
            payments.replaceInstrument(reference, 2, "tok_ok");
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Authorised.class);
            assertThat(shopper.view(reference).available()).isEqualTo(usd(10_000));
        });
    }

    @Test
    void capturesGoOverTendersInOrderAndRefundsBackwards() {
        Context.background("test").run(() -> {
            var reference = Ids.next();
            shopper.registers(
                    shopper.direct(reference, 1, 3_000, Method.GIFT_CARD), shopper.card(reference, 2, 7_000, "tok_ok"));
            payments.authorise(reference);
            assertThat(shopper.view(reference).label()).isEqualTo("AUTHORISED");
            payments.capture(reference, usd(4_000), "parcel-1");
            payments.capture(reference, usd(6_000), "parcel-2");
            assertThat(shopper.attempts(reference))
                    .containsExactly(
                            "DIRECT_SALE 3000 SUCCEEDED",
                            "AUTHORISE 7000 SUCCEEDED",
                            "CAPTURE 3000 SUCCEEDED",
                            "CAPTURE 1000 SUCCEEDED",
                            "CAPTURE 6000 SUCCEEDED");
            assertThat(payments.refund(reference, usd(8_000), "return", "wrong size"))
                    .isEqualTo(new Refund.Outside(usd(7_000), usd(1_000)));
            assertThat(payments.refund(reference, usd(2_001), "more", "greed"))
                    .isEqualTo(new Refund.Refused("More than was captured and not yet refunded.", usd(2_000)));
        });
    }

    @Test
    void whatAPersonPaysBackIsSettledByAPerson() {
        Context.background("test").run(() -> {
            var reference = Ids.next();
            shopper.registers(shopper.direct(reference, 1, 3_000, Method.CASH_ON_DELIVERY));
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.NothingToDo.class);
            assertThat(shopper.view(reference).label()).isEqualTo("DIRECT");
            payments.capture(reference, usd(3_000), "parcel");
            payments.refund(reference, usd(1_000), "return", "damaged");
            var attempt = shopper.view(reference).attempts().getLast();
            assertThat(attempt).returns(AttemptState.PENDING, PaymentView.AttemptView::state);
            payments.settleOutside(reference, attempt.id(), true, "paid in cash at the depot");
            assertThat(shopper.view(reference).refunded()).isEqualTo(usd(1_000));
            assertThatThrownBy(() -> payments.settleOutside(reference, attempt.id(), true, "again"))
                    .isInstanceOf(Refusal.class);
            assertThat(shopper.facts(reference))
                    .containsExactly(
                            "payment.taken-directly",
                            "payment.captured",
                            "payment.refund-awaits-person",
                            "payment.refunded");
        });
    }

    @Test
    void aChannelPaysBackByItself() {
        Context.background("test").run(() -> {
            var reference = Ids.next();
            shopper.registers(shopper.direct(reference, 1, 3_000, Method.COLLECTED_BY_CHANNEL));
            payments.capture(reference, usd(1_000), "parcel");
            payments.voidRest(reference, "cancelled");
            assertThat(payments.refund(reference, usd(1_000), "return", "damaged"))
                    .isEqualTo(new Refund.Refunded(usd(1_000)));
            assertThat(shopper.view(reference)).returns(usd(2_000), PaymentView::released);
        });
    }

    @Test
    void aCancelledOrderGivesUpCardsAndAsksAPersonToReturnAGiftCard() {
        Context.background("test").run(() -> {
            var reference = Ids.next();
            shopper.registers(
                    shopper.direct(reference, 1, 3_000, Method.GIFT_CARD), shopper.card(reference, 2, 7_000, "tok_ok"));
            payments.authorise(reference);
            payments.voidRest(reference, "cancelled");
            payments.voidRest(reference, "cancelled");
            assertThat(shopper.attempts(reference))
                    .containsExactly(
                            "DIRECT_SALE 3000 SUCCEEDED",
                            "AUTHORISE 7000 SUCCEEDED",
                            "VOID 3000 PENDING",
                            "VOID 7000 SUCCEEDED");
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.NothingToDo.class);
            var giftCard = shopper.view(reference).attempts().get(2);
            payments.settleOutside(reference, giftCard.id(), true, "reloaded");
            assertThat(shopper.view(reference).label()).isEqualTo("VOIDED");
        });
    }

    @Test
    void anAuthorisationThatTurnsUpAfterTheCancelIsGivenUp() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_timeout_after_success");
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Unknown.class);
            payments.voidRest(reference, "cancelled");
            shopper.settles(reference);
            assertThat(shopper.view(reference))
                    .returns(usd(0), PaymentView::available)
                    .returns("VOIDED", PaymentView::label);
            assertThat(shopper.atProvider(reference, "VOID")).isEqualTo(10_000);
        });
    }

    @Test
    void moreThanTheTendersCoverIsNeverTaken() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_ok");
            payments.authorise(reference);
            payments.capture(reference, usd(9_000), "parcel-1");
            assertThat(payments.capture(reference, usd(1_500), "parcel-2"))
                    .isEqualTo(new Capture.Failed("Not enough is authorised.", usd(1_000), usd(500)));
            assertThat(shopper.view(reference).captured()).isEqualTo(usd(10_000));
        });
    }

    @Test
    void anOrderThatCostsNothingNeedsNothing() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(0, "tok_ok");
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.NothingToDo.class);
            assertThat(payments.capture(reference, usd(0), "parcel")).isEqualTo(new Capture.Captured(usd(0)));
            assertThat(shopper.view(reference).label()).isEqualTo("NOTHING_DUE");
            var nobody = Ids.next();
            assertThat(payments.authorise(nobody)).isInstanceOf(Authorisation.NothingToDo.class);
            assertThat(payments.labels(List.of(nobody))).containsEntry(nobody, "UNPAID");
        });
    }

    @Test
    void aCardNumberOrMixedCurrenciesRegisterNothing() {
        Context.background("test").run(() -> {
            var reference = Ids.next();
            assertThatThrownBy(() -> shopper.registers(
                            shopper.card(reference, 1, 100, "tok_ok"),
                            shopper.card(reference, 2, 100, "4111 1111 1111 1111")))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.problems())
                                    .singleElement()
                                    .returns("card-number", problem -> problem.code())
                                    .returns("[1].instrument", problem -> problem.field()));
            assertThatThrownBy(() -> payments.view(reference)).isInstanceOf(Refusal.class);
        });
    }

    @ParameterizedTest
    @CsvSource({"4111111111111111, true", "4111-1111 1111.1111, true", "4111111111111112, false", "tok_ok, false"})
    void theDatabaseRefusesACardNumberToo(String instrument, boolean refused) {
        var answer = Context.background("test")
                .call(() -> shopper.read(() -> jdbc.sql("select carries_card_number(:instrument)")
                        .param("instrument", instrument)
                        .query(Boolean.class)
                        .single()));
        assertThat(answer).isEqualTo(refused);
    }

    @Test
    void authorisedMoneyThatIsForgottenIsListed() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_ok");
            payments.authorise(reference);
            assertThat(payments.authorisedReferencesOlderThan(Duration.ofSeconds(-60)))
                    .contains(reference);
            assertThat(payments.authorisedReferencesOlderThan(Duration.ofDays(1)))
                    .doesNotContain(reference);
            payments.voidRest(reference, "orphan");
            assertThat(payments.authorisedReferencesOlderThan(Duration.ofSeconds(-60)))
                    .doesNotContain(reference);
        });
    }

    @Test
    void anotherMerchantSeesNothing() {
        var reference = Context.background("test").call(() -> shopper.paysByCard(10_000, "tok_ok"));
        var stranger = new Context(
                Scope.of(MerchantId.next()),
                Context.current().actor(),
                Context.current().lane());
        stranger.run(() -> {
            assertThatThrownBy(() -> payments.view(reference)).isInstanceOf(Refusal.class);
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.NothingToDo.class);
            assertThat(payments.labels(List.of(reference))).isEqualTo(java.util.Map.of(reference, "UNPAID"));
        });
        var owner = new Context(
                Scope.of(shopper.merchant),
                Context.current().actor(),
                Context.current().lane());
        owner.run(() -> assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Authorised.class));
    }

    @AfterEach
    void invariantsHold() {
        assertThat(Context.background("test").call(shopper::violations)).isEmpty();
    }
}
