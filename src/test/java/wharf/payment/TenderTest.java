package wharf.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arithmetic of a tender and what is read off its journal, without a database. */
class TenderTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Tender CARD = tender(Mode.AUTHORISE, null, Change.expired(0));

    @Test
    void whatMayBeTakenGivenUpAndPaidBackFollowsFromTheTotals() {
        var tender = tender(Mode.AUTHORISE, null, new Change(1_000, 200, 30, 400, 50, 60, 7, 80));

        assertThat(tender.restMinor()).isEqualTo(1_000 + 200 - 30 - 400 - 50 - 60);
        assertThat(tender.openMinor()).isEqualTo(1_000 - 30 - 400);
        assertThat(tender.refundableMinor()).isEqualTo(400 - 7 - 80);
    }

    @ParameterizedTest
    @EnumSource
    void anAttemptThatIsDeclinedGivesBackWhatItSetAside(AttemptKind kind) {
        var before = tender(Mode.AUTHORISE, null, new Change(1_000, 0, 0, 500, 0, 0, 0, 100));
        var after = moved(before, Change.begun(kind, 40), Change.declined(kind, 40, false));

        assertThat(after).isEqualTo(before);
        assertThat(Change.begun(kind, 40).isNone())
                .isEqualTo(kind == AttemptKind.AUTHORISE || kind == AttemptKind.DIRECT_SALE);
    }

    @Test
    void anAttemptThatIsOutHoldsItsAmount() {
        var before = tender(Mode.AUTHORISE, null, new Change(1_000, 0, 0, 500, 0, 0, 0, 100));

        var capturing = moved(before, Change.begun(AttemptKind.CAPTURE, 40));
        assertThat(capturing.restMinor()).isEqualTo(460);
        assertThat(capturing.openMinor()).isEqualTo(460);
        assertThat(capturing.refundableMinor()).isEqualTo(400);
        assertThat(moved(before, Change.begun(AttemptKind.VOID, 40)).restMinor())
                .isEqualTo(460);
        assertThat(moved(before, Change.begun(AttemptKind.REFUND, 40)).refundableMinor())
                .isEqualTo(360);
    }

    @Test
    void whatSucceedsMovesItsAmountForGood() {
        var before = tender(Mode.AUTHORISE, null, new Change(1_000, 0, 0, 500, 0, 0, 0, 100));

        assertThat(done(before, AttemptKind.CAPTURE)).isEqualTo(moved(before, new Change(0, 0, 0, 40, 0, 0, 0, 0)));
        assertThat(done(before, AttemptKind.VOID)).isEqualTo(moved(before, new Change(0, 0, 0, 0, 0, 40, 0, 0)));
        assertThat(done(before, AttemptKind.REFUND)).isEqualTo(moved(before, new Change(0, 0, 0, 0, 0, 0, 0, 40)));
        assertThat(done(before, AttemptKind.AUTHORISE)).isEqualTo(moved(before, new Change(40, 0, 0, 0, 0, 0, 0, 0)));
        assertThat(done(before, AttemptKind.DIRECT_SALE)).isEqualTo(moved(before, new Change(0, 40, 0, 0, 0, 0, 0, 0)));
    }

    @Test
    void whatComesBackUnderAnAuthorisationThatIsOverIsLostWithIt() {
        var before = tender(Mode.AUTHORISE, null, new Change(1_000, 0, 0, 500, 0, 0, 0, 100));

        for (var kind : List.of(AttemptKind.CAPTURE, AttemptKind.VOID))
            assertThat(moved(before, Change.begun(kind, 40), Change.declined(kind, 40, true)))
                    .isEqualTo(moved(before, Change.expired(40)));
        assertThat(moved(before, Change.begun(AttemptKind.REFUND, 40), Change.declined(AttemptKind.REFUND, 40, true)))
                .isEqualTo(before);
    }

    /** Whatever becomes of the attempts, no unit of money is taken, given up or paid back twice, and at the end none is in the air. */
    @Test
    void howeverItGoesNoMoneyIsMadeOrLost() {
        var random = new Random(20264);
        for (int i = 0; i < 2_000; i++) {
            var tender = moved(CARD, Change.succeeded(AttemptKind.AUTHORISE, 1_000));
            for (int step = 0; step < 12; step++) {
                var kind = List.of(AttemptKind.CAPTURE, AttemptKind.VOID, AttemptKind.REFUND)
                        .get(random.nextInt(3));
                long most = kind == AttemptKind.REFUND ? tender.refundableMinor() : tender.restMinor();
                if (most <= 0) continue;
                long minor = random.nextLong(1, most + 1);
                tender = moved(tender, Change.begun(kind, minor));
                tender = moved(
                        tender,
                        random.nextBoolean()
                                ? Change.succeeded(kind, minor)
                                : Change.declined(kind, minor, random.nextInt(4) == 0));
                assertThat(tender.restMinor()).isNotNegative();
                assertThat(tender.refundableMinor()).isNotNegative();
                assertThat(tender.capturingMinor() + tender.voidingMinor() + tender.refundingMinor())
                        .isZero();
                assertThat(tender.capturedMinor() + tender.releasedMinor() + tender.restMinor())
                        .isEqualTo(1_000);
            }
        }
    }

    @Test
    void theSourceIsTheAuthorisationOfThePresentRound() {
        var first = attempt(CARD, AttemptKind.AUTHORISE, AttemptState.EXPIRED, "a1", null);
        var again = CARD.inRound(2);
        var second = attempt(again, AttemptKind.AUTHORISE, AttemptState.SUCCEEDED, "a2", null);
        var capture = attempt(again, AttemptKind.CAPTURE, AttemptState.SUCCEEDED, "c1", second);

        assertThat(again.round()).isEqualTo(2);
        assertThat(payment(again, capture, first, second).source(again)).contains(second);
        assertThat(payment(again, capture, first, second).living(again)).contains(second);
        assertThat(payment(again, capture, first).source(again)).isEmpty();
        assertThat(payment(CARD, first).living(CARD)).isEmpty();
        assertThat(payment(CARD, first).source(tender(Mode.AUTHORISE, null, Change.expired(0))))
                .isEmpty();
    }

    @Test
    void theSourceOfADirectTenderIsItsSale() {
        var cash = tender(Mode.DIRECT, null, Change.expired(0));
        var sale = attempt(cash, AttemptKind.DIRECT_SALE, AttemptState.SUCCEEDED, "s", null);

        assertThat(cash.isDirect()).isTrue();
        assertThat(CARD.isDirect()).isFalse();
        assertThat(payment(cash, sale).source(cash)).contains(sale);
    }

    @Test
    void anAuthorisationIsOverWhenItExpiredOrWasVoided() {
        var living = attempt(CARD, AttemptKind.AUTHORISE, AttemptState.SUCCEEDED, "a", null);
        var expired = attempt(CARD, AttemptKind.AUTHORISE, AttemptState.EXPIRED, "b", null);
        var voided = attempt(CARD, AttemptKind.VOID, AttemptState.SUCCEEDED, "v", living);
        var refusedVoid = attempt(CARD, AttemptKind.VOID, AttemptState.DECLINED, "w", living);
        var capture = attempt(CARD, AttemptKind.CAPTURE, AttemptState.SUCCEEDED, "c", living);

        assertThat(payment(CARD, living, expired).isOver(living.id())).isFalse();
        assertThat(payment(CARD, living, expired).isOver(expired.id())).isTrue();
        assertThat(payment(CARD, living, refusedVoid, capture).isOver(living.id()))
                .isFalse();
        assertThat(payment(CARD, living, voided).isOver(living.id())).isTrue();
        assertThat(payment(CARD, living, voided).isOver(voided.id())).isFalse();
    }

    @Test
    void aPaymentKnowsItsAttempts() {
        var declined = attempt(CARD, AttemptKind.AUTHORISE, AttemptState.DECLINED, "a", null);
        var capture = attempt(CARD, AttemptKind.CAPTURE, AttemptState.SUCCEEDED, "c", null);
        var payment = payment(CARD, declined, capture);

        assertThat(payment.has("a")).isTrue();
        assertThat(payment.has("z")).isFalse();
        assertThat(payment.of(AttemptKind.CAPTURE, "cause c")).containsExactly(capture);
        assertThat(payment.of(AttemptKind.CAPTURE, "cause a")).isEmpty();
        assertThat(payment.of(AttemptKind.REFUND, "cause c")).isEmpty();
        assertThat(payment.isDeclined()).isTrue();
        assertThat(payment(CARD, capture).isDeclined()).isFalse();
        var another = tender(Mode.AUTHORISE, null, Change.expired(0));
        assertThat(new Payment(CARD.reference(), List.of(another, CARD), List.of()).tender(CARD.id()))
                .isSameAs(CARD);
        var authorised = attempt(CARD, AttemptKind.AUTHORISE, AttemptState.SUCCEEDED, "b", null);
        assertThat(payment(CARD, authorised).isDeclined()).isFalse();
        assertThat(payment.isEmpty()).isFalse();
        assertThat(new Payment(CARD.reference(), List.of(), List.of()).isEmpty())
                .isTrue();
        assertThat(payment.isClosed()).isFalse();
        assertThat(payment(tender(Mode.AUTHORISE, "cancelled", Change.expired(0)))
                        .isClosed())
                .isTrue();
    }

    private static Tender done(Tender tender, AttemptKind kind) {
        return moved(tender, Change.begun(kind, 40), Change.succeeded(kind, 40));
    }

    private static Payment payment(Tender tender, Attempt... attempts) {
        return new Payment(tender.reference(), List.of(tender), List.of(attempts));
    }

    private static Attempt attempt(
            Tender tender, AttemptKind kind, AttemptState state, String key, @Nullable Attempt parent) {
        return Attempt.begin(tender, kind, state, 100, key, "cause " + key, parent, NOW);
    }

    private static Tender tender(Mode mode, @Nullable String closing, Change totals) {
        return moved(
                new Tender(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        1,
                        UUID.randomUUID(),
                        Method.CARD,
                        mode,
                        "USD",
                        1_000,
                        "tok_ok",
                        1,
                        closing,
                        false,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0),
                totals);
    }

    /** As the database adds them up. */
    private static Tender moved(Tender tender, Change... changes) {
        var now = tender;
        for (var change : new ArrayList<>(List.of(changes)))
            now = new Tender(
                    now.id(),
                    now.reference(),
                    now.number(),
                    now.merchantId(),
                    now.method(),
                    now.mode(),
                    now.currency(),
                    now.amountMinor(),
                    now.instrument(),
                    now.round(),
                    now.closing(),
                    now.supplement(),
                    now.authorisedMinor() + change.authorisedMinor(),
                    now.directMinor() + change.directMinor(),
                    now.capturingMinor() + change.capturingMinor(),
                    now.capturedMinor() + change.capturedMinor(),
                    now.voidingMinor() + change.voidingMinor(),
                    now.releasedMinor() + change.releasedMinor(),
                    now.refundingMinor() + change.refundingMinor(),
                    now.refundedMinor() + change.refundedMinor());
        return now;
    }
}
