package wharf.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import wharf.platform.ProviderAway;

/** The provider stops answering in the middle of many calls, and is left alone. */
@PaymentTest
@TestPropertySource(properties = {"wharf.effects.window=4", "wharf.effects.rest=1h", "wharf.payment.calls-at-once=1"})
class ProviderLeftAloneTest {
    @Autowired
    Payments payments;

    @Autowired
    Shopper shopper;

    @Test
    void whatWasAnsweredBeforeIsSettledAtOnce() {
        shopper.as(() -> {
            var answered = List.of(shopper.paysByCard(1_000, "tok_ok"), shopper.paysByCard(1_000, "tok_decline"));
            var lost = IntStream.range(0, 6)
                    .mapToObj(n -> shopper.paysByCard(1_000, "tok_timeout_before"))
                    .toList();
            var all = new java.util.ArrayList<>(answered);
            all.addAll(lost);

            assertThatThrownBy(() -> payments.authorise(all)).isInstanceOf(ProviderAway.class);

            assertThat(shopper.attempts(answered.getFirst())).containsExactly("AUTHORISE 1000 SUCCEEDED");
            assertThat(shopper.attempts(answered.getLast())).containsExactly("AUTHORISE 1000 DECLINED");
            var now = payments.authorise(answered);
            assertThat(now.get(answered.getFirst())).isInstanceOf(Authorisation.Authorised.class);
            assertThat(now.get(answered.getLast())).isInstanceOf(Authorisation.Declined.class);
            assertThatThrownBy(() -> payments.authorise(all)).isInstanceOf(ProviderAway.class);
        });
    }
}
