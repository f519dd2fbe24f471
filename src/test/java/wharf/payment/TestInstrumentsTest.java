package wharf.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.payment.Shopper.usd;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.shared.Refusal;

/** What each token of the simulated provider leads to. */
@PaymentTest
class TestInstrumentsTest {
    @Autowired
    Payments payments;

    @Autowired
    Shopper shopper;

    @Autowired
    InterruptiblePsp psp;

    @Autowired
    ExpirySweep expiry;

    @Autowired
    BusinessClock clock;

    @Test
    void anOrdinaryCardIsAuthorisedCapturedAndRefunded() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_ok");
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Authorised.class);
            assertThat(shopper.view(reference).label()).isEqualTo("AUTHORISED");
            assertThat(payments.capture(reference, usd(4_000), "parcel-1")).isEqualTo(new Capture.Captured(usd(4_000)));
            assertThat(shopper.view(reference).label()).isEqualTo("PARTIALLY_CAPTURED");
            assertThat(payments.capture(reference, usd(6_000), "parcel-2")).isEqualTo(new Capture.Captured(usd(6_000)));
            assertThat(shopper.view(reference).label()).isEqualTo("CAPTURED");
            assertThat(payments.refund(reference, usd(2_500), "return-1", "damaged"))
                    .isEqualTo(new Refund.Refunded(usd(2_500)));
            assertThat(shopper.view(reference).label()).isEqualTo("PARTIALLY_REFUNDED");
            assertThat(payments.refund(reference, usd(7_500), "return-2", "all of it"))
                    .isEqualTo(new Refund.Refunded(usd(7_500)));
            assertThat(shopper.view(reference).label()).isEqualTo("REFUNDED");
            assertThat(shopper.facts(reference))
                    .containsExactly(
                            "payment.authorised",
                            "payment.captured",
                            "payment.captured",
                            "payment.refunded",
                            "payment.refunded");
        });
    }

    @Test
    void whatTheProviderDidBeforeItWasGivenUpIsVoided() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_timeout_after_success");
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Unknown.class);
            payments.voidRest(reference, "cancelled");

            shopper.settles(reference);

            assertThat(shopper.attempts(reference))
                    .containsExactly("AUTHORISE 10000 SUCCEEDED", "VOID 10000 SUCCEEDED");
            assertThat(shopper.violations()).isEmpty();
        });
    }

    @Test
    void anotherMeansOfPaymentThatIsRefusedReopensNothing() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_decline");
            payments.authorise(reference);
            for (var card : java.util.List.of("4111111111111111", ""))
                assertThatThrownBy(() -> payments.payInstead(reference, 1, null, card))
                        .isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> payments.payInstead(reference, 9, null, "tok_ok"))
                    .isInstanceOf(Refusal.class);

            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Declined.class);
            assertThat(shopper.attempts(reference)).containsExactly("AUTHORISE 10000 DECLINED");
            payments.voidRest(reference, "cancelled");
            assertThatThrownBy(() -> payments.payInstead(reference, 1, null, "tok_ok"))
                    .hasMessageContaining("given up");
        });
    }

    @Test
    void aDeclineTellsWhyAndAsksTheProviderOnce() {
        Context.background("test").run(() -> {
            var declined = shopper.paysByCard(10_000, "tok_decline");
            assertThat(payments.authorise(declined)).isEqualTo(new Authorisation.Declined("Declined by the issuer."));
            int calls = psp.calls();
            assertThat(payments.authorise(declined)).isEqualTo(new Authorisation.Declined("Declined by the issuer."));
            assertThat(psp.calls()).isEqualTo(calls);
            assertThat(shopper.view(declined).label()).isEqualTo("DECLINED");
            var poor = shopper.paysByCard(10_000, "tok_insufficient_funds");
            assertThat(payments.authorise(poor)).isEqualTo(new Authorisation.Declined("Insufficient funds."));
            var strange = shopper.paysByCard(10_000, "tok_of_another_provider");
            assertThat(payments.authorise(strange)).isEqualTo(new Authorisation.Declined("Not a test instrument."));
        });
    }

    @Test
    void aDeclinedCardIsReplacedByAnother() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_decline");
            payments.authorise(reference);
            payments.replaceInstrument(reference, 1, "tok_ok");
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Authorised.class);
            assertThat(shopper.view(reference).label()).isEqualTo("AUTHORISED");
        });
    }

    @Test
    void aTimeOutAfterSuccessIsAskedAboutAndNeverDoubled() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_timeout_after_success");
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Unknown.class);
            assertThat(shopper.view(reference).label()).isEqualTo("UNKNOWN");
            shopper.settles(reference);
            assertThat(shopper.isTold(reference)).isTrue();
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Authorised.class);
            assertThat(payments.capture(reference, usd(10_000), "parcel")).isInstanceOf(Capture.Unknown.class);
            shopper.settles(reference);
            assertThat(payments.capture(reference, usd(10_000), "parcel")).isEqualTo(new Capture.Captured(usd(10_000)));
            assertThat(payments.refund(reference, usd(3_000), "return", "damaged"))
                    .isInstanceOf(Refund.Unknown.class);
            shopper.settles(reference);
            assertThat(payments.refund(reference, usd(3_000), "return", "damaged"))
                    .isEqualTo(new Refund.Refunded(usd(3_000)));
            assertThat(shopper.atProvider(reference, "AUTHORISE")).isEqualTo(10_000);
            assertThat(shopper.atProvider(reference, "CAPTURE")).isEqualTo(10_000);
            assertThat(shopper.atProvider(reference, "REFUND")).isEqualTo(3_000);
        });
    }

    @Test
    void aLostCallIsSentAgainUnderTheSameKey() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_timeout_before");
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Unknown.class);
            assertThat(shopper.atProvider(reference, "AUTHORISE")).isZero();
            shopper.settles(reference);
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Authorised.class);
            assertThat(shopper.atProvider(reference, "AUTHORISE")).isEqualTo(10_000);
            assertThat(shopper.attempts(reference)).containsExactly("AUTHORISE 10000 SUCCEEDED");
        });
    }

    @Test
    void anOutcomeToldThreeTimesCountsOnce() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_answer_twice");
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Authorised.class);
            assertThat(payments.capture(reference, usd(10_000), "parcel")).isEqualTo(new Capture.Captured(usd(10_000)));
            assertThat(shopper.facts(reference)).containsExactly("payment.authorised", "payment.captured");
            assertThat(shopper.view(reference).captured()).isEqualTo(usd(10_000));
            assertThat(shopper.atProvider(reference, "CAPTURE")).isEqualTo(10_000);
        });
    }

    @Test
    void anAuthorisationExpiresAndIsAuthorisedAnew() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_expire");
            payments.authorise(reference);
            var now = clock.instant();
            assertThat(payments.isLive(reference, now)).isTrue();
            assertThat(payments.isLive(reference, now.plus(Duration.ofHours(2))))
                    .isFalse();
            clock.advance(Duration.ofHours(2));
            expiry.sweep();
            assertThat(shopper.view(reference).label()).isEqualTo("EXPIRED");
            assertThat(shopper.isTold(reference)).isTrue();
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Authorised.class);
            assertThat(payments.isLive(reference, clock.instant())).isTrue();
            assertThat(shopper.attempts(reference))
                    .containsExactly("AUTHORISE 10000 EXPIRED", "AUTHORISE 10000 SUCCEEDED");
            assertThat(payments.capture(reference, usd(10_000), "parcel")).isEqualTo(new Capture.Captured(usd(10_000)));
        });
    }

    @Test
    void aCaptureAfterExpiryIsOwedAndCollectedUnderANewAuthorisation() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_expire");
            payments.authorise(reference);
            clock.advance(Duration.ofHours(2));
            assertThat(payments.capture(reference, usd(10_000), "parcel"))
                    .isEqualTo(new Capture.Failed("Not enough is authorised.", usd(0), usd(10_000)));
            payments.voidRest(reference, "shipped");
            assertThat(shopper.view(reference).label()).isEqualTo("RECEIVABLE");
            payments.retryCaptures(reference);
            assertThat(shopper.view(reference))
                    .returns("CAPTURED", PaymentView::label)
                    .returns(usd(0), PaymentView::owed);
        });
    }

    @Test
    void aFailedCaptureIsOwedOnceAndTheAuthorisationKeptForARetry() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_capture_fails_once");
            payments.authorise(reference);
            var failed = new Capture.Failed("Capture refused by the issuer.", usd(0), usd(10_000));
            assertThat(payments.capture(reference, usd(10_000), "parcel")).isEqualTo(failed);
            assertThat(payments.capture(reference, usd(10_000), "parcel")).isEqualTo(failed);
            payments.voidRest(reference, "shipped");
            shopper.settles(reference);
            assertThat(shopper.view(reference))
                    .returns("RECEIVABLE", PaymentView::label)
                    .returns(usd(10_000), PaymentView::owed)
                    .returns(usd(10_000), PaymentView::available);
            payments.retryCaptures(reference);
            assertThat(shopper.view(reference))
                    .returns("CAPTURED", PaymentView::label)
                    .returns(usd(0), PaymentView::owed);
            payments.retryCaptures(reference);
            assertThat(shopper.atProvider(reference, "CAPTURE")).isEqualTo(10_000);
        });
    }

    @Test
    void aCaptureThatAlwaysFailsStaysOwed() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_capture_fails");
            payments.authorise(reference);
            payments.capture(reference, usd(10_000), "parcel");
            payments.retryCaptures(reference);
            payments.retryCaptures(reference);
            assertThat(shopper.view(reference).owed()).isEqualTo(usd(10_000));
            assertThat(shopper.view(reference).receivables())
                    .singleElement()
                    .returns(2, PaymentView.ReceivableView::tries);
        });
    }

    @Test
    void aRefundTheIssuerRefusesFailsAndMayBeTriedForAnotherCause() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_refund_fails");
            payments.authorise(reference);
            payments.capture(reference, usd(10_000), "parcel");
            assertThat(payments.refund(reference, usd(1_000), "return", "damaged"))
                    .isEqualTo(new Refund.Failed("Refund refused by the issuer.", usd(0)));
            assertThat(payments.refund(reference, usd(400), "return", "damaged"))
                    .isEqualTo(new Refund.OtherAmount(usd(1_000)));
            assertThat(shopper.view(reference).refundable()).isEqualTo(usd(10_000));
        });
    }

    @AfterEach
    void invariantsHold() {
        assertThat(Context.background("test").call(shopper::violations)).isEmpty();
    }

    @BeforeEach
    void thisThreadLives() {
        psp.live();
    }
}
