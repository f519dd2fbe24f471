package wharf.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.payment.Shopper.usd;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.platform.BusinessClock;
import wharf.shared.Ids;

/** Many payments at a time, as the coordinator brings them: each has the outcome it would have by itself. */
@PaymentTest
class PaymentsTogetherTest {
    @Autowired
    Payments payments;

    @Autowired
    Shopper shopper;

    @Autowired
    InterruptiblePsp psp;

    @Autowired
    ResolvePayment resolve;

    @Autowired
    BusinessClock clock;

    @Test
    void eachIsAuthorisedByItself() {
        shopper.as(() -> {
            var good = IntStream.range(0, 20)
                    .mapToObj(n -> shopper.paysByCard(1_000 + n, "tok_ok"))
                    .toList();
            var declined = shopper.paysByCard(2_000, "tok_decline");
            var challenged = shopper.paysByCard(3_000, "tok_challenge");
            var lost = shopper.paysByCard(4_000, "tok_timeout_after_success");
            var cash = Ids.next();
            shopper.registers(shopper.direct(cash, 1, 5_000, Method.CASH_ON_DELIVERY));
            var twoCards = Ids.next();
            shopper.registers(
                    shopper.card(twoCards, 1, 3_000, "tok_ok"), shopper.card(twoCards, 2, 7_000, "tok_decline"));
            var all = new ArrayList<>(good);
            all.addAll(List.of(declined, challenged, lost, cash, twoCards));

            var outcomes = payments.authorise(all);

            assertThat(outcomes).containsOnlyKeys(all);
            good.forEach(reference -> assertThat(outcomes.get(reference)).isInstanceOf(Authorisation.Authorised.class));
            assertThat(outcomes.get(declined)).isInstanceOf(Authorisation.Declined.class);
            assertThat(outcomes.get(challenged)).isInstanceOf(Authorisation.RequiresAction.class);
            assertThat(outcomes.get(lost)).isInstanceOf(Authorisation.Unknown.class);
            assertThat(outcomes.get(cash)).isInstanceOf(Authorisation.NothingToDo.class);
            assertThat(outcomes.get(twoCards)).isInstanceOf(Authorisation.Declined.class);
            assertThat(shopper.attempts(twoCards))
                    .containsExactly("AUTHORISE 3000 SUCCEEDED", "AUTHORISE 7000 DECLINED", "VOID 3000 SUCCEEDED");
            clock.advance(Duration.ofDays(1));
            shopper.settles(lost);
            shopper.settles(challenged);
            assertThat(shopper.attempts(lost)).containsExactly("AUTHORISE 4000 SUCCEEDED");
            assertThat(shopper.attempts(challenged)).containsExactly("AUTHORISE 3000 DECLINED");
            assertThat(shopper.violations()).isEmpty();
        });
    }

    @Test
    void aSecondRunAsksForNothingTwice() {
        shopper.as(() -> {
            var references = IntStream.range(0, 10)
                    .mapToObj(n -> shopper.paysByCard(1_000, n == 3 ? "tok_timeout_after_success" : "tok_ok"))
                    .toList();
            payments.authorise(references);
            int calls = psp.calls();

            var again = payments.authorise(references);

            assertThat(psp.calls()).isEqualTo(calls);
            assertThat(again.values()).hasOnlyElementsOfType(Authorisation.Authorised.class);
            references.forEach(reference ->
                    assertThat(shopper.atProvider(reference, "AUTHORISE")).isEqualTo(1_000));
        });
    }

    @Test
    void whatIsGivenUpBeforeItWasSentIsNotSentAnyMore() {
        shopper.as(() -> {
            var reference = shopper.paysByCard(1_000, "tok_ok");
            psp.die(InterruptiblePsp.When.BEFORE_THE_CALL);
            assertThatThrownBy(() -> payments.authorise(reference)).isInstanceOf(InterruptiblePsp.Killed.class);
            psp.live();
            var answered = shopper.paysByCard(2_000, "tok_ok");
            psp.die(InterruptiblePsp.When.AFTER_THE_CALL);
            assertThatThrownBy(() -> payments.authorise(answered)).isInstanceOf(InterruptiblePsp.Killed.class);
            psp.live();
            int calls = psp.calls();
            payments.voidRest(Map.of(reference, "cancelled", answered, "cancelled"));

            shopper.settles(reference);
            assertThat(psp.calls()).isEqualTo(calls);
            assertThat(shopper.attempts(reference)).containsExactly("AUTHORISE 1000 DECLINED");
            assertThat(shopper.view(reference).attempts().getFirst().reason())
                    .isEqualTo("It was given up before the provider was asked.");
            assertThat(shopper.atProvider(reference, "AUTHORISE")).isZero();
            shopper.settles(answered);
            assertThat(shopper.attempts(answered)).containsExactly("AUTHORISE 2000 SUCCEEDED", "VOID 2000 SUCCEEDED");
            assertThat(shopper.violations()).isEmpty();
        });
    }

    @Test
    void capturesAndVoidsOfManyAddUp() {
        shopper.as(() -> {
            var whole = shopper.paysByCard(1_000, "tok_ok");
            var part = shopper.paysByCard(2_000, "tok_ok");
            var failing = shopper.paysByCard(3_000, "tok_capture_fails");
            var twoTenders = Ids.next();
            shopper.registers(
                    shopper.card(twoTenders, 1, 1_500, "tok_ok"), shopper.card(twoTenders, 2, 2_500, "tok_ok"));
            var all = List.of(whole, part, failing, twoTenders);
            payments.authorise(all);

            var captures = payments.capture(List.of(
                    new CaptureOrder(whole, usd(1_000), "shipped"),
                    new CaptureOrder(part, usd(500), "shipped"),
                    new CaptureOrder(failing, usd(3_000), "shipped"),
                    new CaptureOrder(twoTenders, usd(4_000), "shipped")));
            payments.voidRest(all.stream().collect(Collectors.toMap(reference -> reference, reference -> "complete")));

            assertThat(captures)
                    .containsEntry(whole, new Capture.Captured(usd(1_000)))
                    .containsEntry(part, new Capture.Captured(usd(500)))
                    .containsEntry(twoTenders, new Capture.Captured(usd(4_000)));
            assertThat(captures.get(failing)).isInstanceOf(Capture.Failed.class);
            assertThat(payments.views(all)).containsOnlyKeys(all);
            assertThat(shopper.attempts(part))
                    .containsExactly("AUTHORISE 2000 SUCCEEDED", "CAPTURE 500 SUCCEEDED", "VOID 1500 SUCCEEDED");
            assertThat(shopper.attempts(whole)).doesNotContain("VOID");
            assertThat(shopper.view(failing).owed()).isEqualTo(usd(3_000));
            assertThat(shopper.atProvider(twoTenders, "CAPTURE")).isEqualTo(4_000);
            assertThat(shopper.violations()).isEmpty();
        });
    }

    @Test
    void aTotalThatIsTakenOrOwedAlreadyIsNotTakenAgain() {
        shopper.as(() -> {
            var good = shopper.paysByCard(10_000, "tok_ok");
            var failing = shopper.paysByCard(10_000, "tok_capture_fails");
            payments.authorise(List.of(good, failing));
            payments.capture(totals(3_000, good, failing));

            var less = payments.capture(totals(2_000, good, failing));
            var more = payments.capture(totals(5_000, good, failing));

            assertThat(less).containsEntry(good, new Capture.Captured(usd(3_000)));
            assertThat(more).containsEntry(good, new Capture.Captured(usd(5_000)));
            assertThat(more.get(failing))
                    .isInstanceOfSatisfying(
                            Capture.Failed.class,
                            failed -> assertThat(failed.receivable()).isEqualTo(usd(5_000)));
            assertThat(shopper.atProvider(good, "CAPTURE")).isEqualTo(5_000);
            assertThat(shopper.view(failing).owed()).isEqualTo(usd(5_000));
        });
    }

    private static List<CaptureOrder> totals(long minor, UUID... references) {
        return Stream.of(references)
                .map(reference -> CaptureOrder.reaching(reference, usd(minor), "shipped"))
                .toList();
    }

    @Test
    void anAuthorisationThatIsOverWhenItIsGivenIsNotAskedForAgain() {
        shopper.as(() -> {
            var reference = shopper.paysByCard(1_000, "tok_ok");
            psp.answersLate(Duration.ofDays(365));

            var answer = payments.authorise(reference);

            assertThat(answer).isInstanceOf(Authorisation.Declined.class);
            assertThat(shopper.attempts(reference)).containsExactly("AUTHORISE 1000 EXPIRED");
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Authorised.class);
        });
    }

    @Test
    void anOutcomeThatStaysUnknownIsAskedForLessAndLessOftenAlsoWhenTheClockIsAhead() {
        shopper.as(() -> {
            clock.advance(Duration.ofHours(1));
            var reference = shopper.paysByCard(1_000, "tok_timeout_before");
            payments.authorise(reference);
            clock.advance(Duration.ofMinutes(5));
            var now = Instant.now();
            psp.silent(true);
            try {
                var later =
                        resolve.run(shopper.queued(Ledger.RESOLVE, reference)).later();

                assertThat(later.values())
                        .singleElement()
                        .satisfies(
                                again -> assertThat(again.dueAt()).isAfterOrEqualTo(now.plus(Duration.ofMinutes(5))));
            } finally {
                psp.silent(false);
            }
            shopper.settles(reference);
        });
    }

    @Test
    void authorisationsThatRanOutAreToldApart() {
        shopper.as(() -> {
            var lasting = shopper.paysByCard(1_000, "tok_ok");
            var brief = shopper.paysByCard(1_000, "tok_expire");
            var never = shopper.paysByCard(1_000, "tok_ok");
            payments.authorise(List.of(lasting, brief));
            clock.advance(Duration.ofHours(1));

            assertThat(payments.notLive(List.of(lasting, brief, never), clock.instant()))
                    .containsExactlyInAnyOrder(brief, never);
            Map<UUID, Authorisation> renewed = payments.authorise(List.of(lasting, brief));

            assertThat(renewed.values()).hasOnlyElementsOfType(Authorisation.Authorised.class);
            assertThat(shopper.attempts(brief)).containsExactly("AUTHORISE 1000 EXPIRED", "AUTHORISE 1000 SUCCEEDED");
            assertThat(shopper.attempts(lasting)).containsExactly("AUTHORISE 1000 SUCCEEDED");
        });
    }
}
