package wharf.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.payment.Shopper.usd;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.platform.Context;
import wharf.testing.Core;

/** Nodes that do the same, or the opposite, at the same time. */
@Core
@PaymentTest
class PaymentRacesTest {
    @Autowired
    Payments payments;

    @Autowired
    Shopper shopper;

    @RepeatedTest(5)
    void oneCauseIsCapturedOnce() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_ok");
            payments.authorise(reference);
            race(4, n -> payments.capture(reference, usd(6_000), "parcel"));
            assertThat(payments.capture(reference, usd(6_000), "parcel")).isEqualTo(new Capture.Captured(usd(6_000)));
            assertThat(shopper.atProvider(reference, "CAPTURE")).isEqualTo(6_000);
        });
    }

    @RepeatedTest(5)
    void anAuthorisationIsMadeOnce() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_ok");
            race(4, n -> payments.authorise(reference));
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Authorised.class);
            assertThat(shopper.atProvider(reference, "AUTHORISE")).isEqualTo(10_000);
        });
    }

    @RepeatedTest(5)
    void severalParcelsNeverTakeMoreThanIsAuthorised() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_ok");
            payments.authorise(reference);
            var results = race(4, n -> payments.capture(reference, usd(4_000), "parcel-" + n));
            assertThat(shopper.view(reference).captured()).isEqualTo(usd(10_000));
            assertThat(shopper.view(reference).owed()).isEqualTo(usd(6_000));
            assertThat(results).hasSize(4);
        });
    }

    @RepeatedTest(5)
    void whoWantsATotalTakesWhatTheOthersHaveNotTaken() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_ok");
            payments.authorise(reference);
            race(4, n -> payments.capture(List.of(CaptureOrder.reaching(reference, usd(2_000 * (n + 1)), "shipped"))));
            assertThat(shopper.view(reference).captured()).isEqualTo(usd(8_000));
            assertThat(shopper.atProvider(reference, "CAPTURE")).isEqualTo(8_000);
        });
    }

    @RepeatedTest(5)
    void refundsThatRaceNeverExceedWhatWasCaptured() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_ok");
            payments.authorise(reference);
            payments.capture(reference, usd(10_000), "parcel");
            var results = race(4, n -> payments.refund(reference, usd(4_000), "return-" + n, "damaged"));
            assertThat(results.stream().filter(Refund.Refunded.class::isInstance))
                    .hasSize(2);
            assertThat(results.stream().filter(Refund.Refused.class::isInstance))
                    .hasSize(2);
            assertThat(shopper.atProvider(reference, "REFUND")).isEqualTo(8_000);
        });
    }

    @RepeatedTest(5)
    void aCaptureAndAVoidShareTheMoneyBetweenThem() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_ok");
            payments.authorise(reference);
            race(2, n -> {
                if (n == 0) return payments.capture(reference, usd(4_000), "parcel");
                payments.voidRest(reference, "cancelled");
                return "voided";
            });
            shopper.settles(reference);
            var payment = shopper.view(reference);
            assertThat(payment.available()).isEqualTo(usd(0));
            assertThat(payment.captured().plus(payment.released())).isEqualTo(usd(10_000));
            assertThat(payment.captured().plus(payment.owed())).isEqualTo(usd(4_000));
        });
    }

    @RepeatedTest(5)
    void theResolverAndARepeatedCallAgree() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_timeout_before");
            payments.authorise(reference);
            race(3, n -> {
                if (n == 0) return payments.authorise(reference);
                shopper.settles(reference);
                return "settled";
            });
            shopper.settles(reference);
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Authorised.class);
            assertThat(shopper.atProvider(reference, "AUTHORISE")).isEqualTo(10_000);
        });
    }

    private interface Runner {
        Object run(int n);
    }

    private static List<Object> race(int runners, Runner runner) {
        var start = new CyclicBarrier(runners);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, runners)
                    .<Callable<Object>>mapToObj(n -> () -> {
                        start.await();
                        return Context.background("runner-" + n).call(() -> runner.run(n));
                    })
                    .toList();
            return tasks.stream().map(threads::submit).toList().stream()
                    .map(PaymentRacesTest::result)
                    .toList();
        }
    }

    private static Object result(Future<Object> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void invariantsHold() {
        assertThat(Context.background("test").call(shopper::violations)).isEmpty();
    }
}
