package wharf.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.payment.Shopper.usd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.shared.Ids;
import wharf.shared.Money;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.testing.Core;

/** Random histories of random payments, with nodes dying at any call, keep the invariants and agree with the provider's own books. */
@Core
@PaymentTest
class PaymentPropertyTest {
    private static final int HISTORIES = 25;
    private static final int STEPS = 14;
    private static final List<String> TOKENS = List.of(
            "tok_ok",
            "tok_ok",
            "tok_ok",
            "tok_decline",
            "tok_timeout_after_success",
            "tok_timeout_before",
            "tok_answer_twice",
            "tok_expire",
            "tok_capture_fails",
            "tok_capture_fails_once",
            "tok_refund_fails");

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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void moneyAddsUpWhateverHappens(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            Context.background("property").run(() -> history(random));
        }
        assertThat(Context.background("property").call(shopper::violations))
                .as("seed %d", seed)
                .isEmpty();
    }

    private void history(Random random) {
        var reference = Ids.next();
        long total = tenders(random, reference);
        var causes = new ArrayList<String>();
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(4) == 0)
                psp.die(
                        random.nextBoolean()
                                ? InterruptiblePsp.When.BEFORE_THE_CALL
                                : InterruptiblePsp.When.AFTER_THE_CALL);
            try {
                step(random, reference, total, causes);
            } catch (InterruptiblePsp.Killed killed) {
                if (random.nextBoolean()) settle(reference);
            }
            psp.live();
        }
        payments.voidRest(reference, "end");
        settle(reference);
        agreesWithProvider(reference, total);
    }

    private long tenders(Random random, UUID reference) {
        int count = 1 + random.nextInt(3);
        long total = 0;
        var tenders = new NewTender[count];
        for (int i = 0; i < count; i++) {
            long minor = random.nextInt(5_000);
            total += minor;
            tenders[i] = random.nextInt(4) == 0
                    ? shopper.direct(reference, i + 1, minor, direct(random))
                    : shopper.card(reference, i + 1, minor, TOKENS.get(random.nextInt(TOKENS.size())));
        }
        shopper.registers(tenders);
        return total;
    }

    private static Method direct(Random random) {
        var methods = List.of(Method.GIFT_CARD, Method.CASH_ON_DELIVERY, Method.COLLECTED_BY_CHANNEL);
        return methods.get(random.nextInt(methods.size()));
    }

    private void refund(UUID reference, Money amount, String cause) {
        try {
            payments.refund(reference, amount, cause, "x");
        } catch (Refusal reused) {
            assertThat(reused.problems()).extracting(Problem::code).containsExactly("request-reused");
        }
    }

    private void step(Random random, UUID reference, long total, List<String> causes) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> payments.authorise(reference);
            case 3, 4, 5 -> {
                causes.add("parcel-" + causes.size());
                payments.capture(reference, usd(random.nextLong(total + 2)), causes.getLast());
            }
            case 6 -> {
                if (!causes.isEmpty()) payments.capture(reference, usd(total + 1), causes.getLast());
            }
            case 7, 8 -> refund(reference, usd(1 + random.nextLong(total + 1)), "return-" + random.nextInt(5));
            case 9 -> settle(reference);
            case 10 -> {
                if (random.nextInt(3) == 0) payments.voidRest(reference, "cancelled");
                else payments.retryCaptures(reference);
            }
            default -> {
                clock.advance(Duration.ofMinutes(40));
                if (random.nextBoolean()) expiry.sweep();
            }
        }
    }

    private void settle(UUID reference) {
        psp.live();
        shopper.settles(reference);
    }

    private void agreesWithProvider(UUID reference, long total) {
        var payment = shopper.view(reference);
        long directCaptured = payment.attempts().stream()
                .filter(attempt -> attempt.outside() && attempt.kind() == AttemptKind.CAPTURE)
                .mapToLong(attempt -> attempt.amount().minor())
                .sum();
        long directRefunded = payment.attempts().stream()
                .filter(attempt -> attempt.outside() && attempt.kind() == AttemptKind.REFUND)
                .filter(attempt -> attempt.state() == AttemptState.SUCCEEDED)
                .mapToLong(attempt -> attempt.amount().minor())
                .sum();
        assertThat(payment.attempts()).noneMatch(attempt -> attempt.state().isOpen() && !attempt.outside());
        assertThat(payment.captured().minor())
                .isEqualTo(shopper.atProvider(reference, "CAPTURE") + directCaptured)
                .isLessThanOrEqualTo(total);
        assertThat(payment.refunded().minor())
                .isEqualTo(shopper.atProvider(reference, "REFUND") + directRefunded)
                .isLessThanOrEqualTo(payment.captured().minor());
        if (payment.owed().isZero()) assertThat(payment.available().minor()).isZero();
    }
}
