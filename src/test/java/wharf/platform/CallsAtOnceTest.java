package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.ExternalEffects.Outcome;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.testing.WharfTest;

/** Several calls to the world outside at the same time. */
@WharfTest
class CallsAtOnceTest {
    private static final int AT_ONCE = 3;

    private final ExternalEffects effects;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MerchantId merchant = MerchantId.next();
    private final String provider = "test provider " + Ids.next();

    /** With breakers of its own, as sensitive as a node's; those of the tests' shared node stay closed. */
    @Autowired
    CallsAtOnceTest(JdbcClient jdbc, TransactionTemplate transaction) {
        var breakers = new Providers(Duration.ofMinutes(1), meters, Clock.systemUTC());
        effects = new ExternalEffects(jdbc, transaction, breakers, Traces.none());
    }

    @Test
    void asManyCallsAsAllowedAreOutAtTheSameTime() {
        var together = new CyclicBarrier(AT_ONCE);
        var out = new AtomicInteger();
        var most = new AtomicInteger();
        var requests = requests(2 * AT_ONCE);

        var outcomes = perform(requests.stream()
                .map(request -> new ExternalEffects.Call(
                        request,
                        () -> {
                            most.accumulateAndGet(out.incrementAndGet(), Math::max);
                            await(together);
                            out.decrementAndGet();
                            return new Outcome.Done("{\"of\": \"" + request.key() + "\"}");
                        },
                        Optional::empty))
                .toList());

        assertThat(most.get()).isEqualTo(AT_ONCE);
        assertThat(outcomes).hasSize(2 * AT_ONCE);
        assertThat(meters.get("wharf.effects").tag("outcome", "DONE").counter().count())
                .isEqualTo(2 * AT_ONCE);
        outcomes.forEach((key, outcome) ->
                assertThat(((Outcome.Done) outcome).answerJson()).contains(key));
    }

    @Test
    void whatWasAnsweredIsNotAskedAgain() {
        var calls = new AtomicInteger();
        var all = requests(4).stream()
                .map(request -> new ExternalEffects.Call(
                        request,
                        () -> {
                            calls.incrementAndGet();
                            return new Outcome.Refused("no", null);
                        },
                        Optional::empty))
                .toList();
        perform(all.subList(0, 3));

        var outcomes = perform(all);

        assertThat(calls.get()).isEqualTo(4);
        assertThat(outcomes.values()).containsOnly(new Outcome.Refused("no", null));
    }

    @Test
    void aCallThatBreaksIsUnknownUntilTheProviderSaysAndTheOthersStand() {
        var requests = requests(3);
        var broken = requests.getFirst().key();
        var lookedUp = new AtomicInteger();
        var calls = requests.stream()
                .map(request -> new ExternalEffects.Call(
                        request,
                        () -> {
                            if (request.key().equals(broken)) throw new IllegalStateException("the line went dead");
                            return new Outcome.Done(null);
                        },
                        () -> {
                            lookedUp.incrementAndGet();
                            return Optional.of(new Outcome.Done(null));
                        }))
                .toList();

        var first = perform(calls);
        var second = perform(calls);

        assertThat(first.get(broken)).isEqualTo(new Outcome.Unknown("the line went dead"));
        assertThat(first.values()).filteredOn(Outcome.Done.class::isInstance).hasSize(2);
        assertThat(second.values()).containsOnly(new Outcome.Done(null));
        assertThat(lookedUp.get()).isEqualTo(1);
    }

    @Test
    void nothingIsSentToAProviderThatIsLeftAloneAndWhatWasAnsweredStands() {
        var answered = requests(3).stream()
                .map(request -> new ExternalEffects.Call(request, () -> new Outcome.Done(null), Optional::empty))
                .toList();
        perform(answered);
        var sent = new AtomicInteger();
        var broken = requests(20).stream()
                .map(request -> new ExternalEffects.Call(
                        request,
                        () -> {
                            sent.incrementAndGet();
                            throw new IllegalStateException("the line is dead");
                        },
                        Optional::empty))
                .toList();

        assertThatThrownBy(() -> perform(broken)).isInstanceOf(ProviderAway.class);
        int before = sent.get();

        assertThat(before).isLessThan(20);
        assertThatThrownBy(() -> perform(broken)).isInstanceOf(ProviderAway.class);
        assertThat(sent.get()).isEqualTo(before);
        assertThat(perform(answered).values()).containsOnly(new Outcome.Done(null));
    }

    private Map<String, Outcome> perform(List<ExternalEffects.Call> calls) {
        return Context.background("test").call(() -> effects.perform(calls, AT_ONCE));
    }

    private List<ExternalEffects.Request> requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(n ->
                        new ExternalEffects.Request("test", "test:" + Ids.next(), merchant, Ids.next(), provider, null))
                .toList();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception notTogether) {
            throw new IllegalStateException(notTogether);
        }
    }
}
