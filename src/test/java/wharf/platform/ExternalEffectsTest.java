package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.ExternalEffects.Outcome;
import wharf.platform.ExternalEffects.Request;
import wharf.shared.MerchantId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Whoever does not answer is left alone for a while; what needs it comes back, and nothing else counts it as its own failure. */
@WharfTest
class ExternalEffectsTest {
    private static final Duration REST = Duration.ofSeconds(30);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Scenery scenery;

    @Autowired
    Work work;

    @Autowired
    WorkClaims claims;

    private volatile Instant now = Instant.parse("2026-03-02T15:00:00Z");
    private final AtomicInteger calls = new AtomicInteger();
    private final String provider = Scenery.unique("carrier ");
    private Providers providers = providers();
    private boolean up;
    private MerchantId merchant = MerchantId.next();

    private Providers providers() {
        return new Providers(REST, new io.micrometer.core.instrument.simple.SimpleMeterRegistry(), new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        });
    }

    @BeforeEach
    void somebodyToCallFor() {
        merchant = scenery.merchant();
        providers = providers();
    }

    @Test
    void aProviderThatFailsIsLeftAloneAndTriedAgainAfterAWhile() {
        var effects = new ExternalEffects(jdbc, transaction, providers, Traces.none());
        for (int i = 0; i < 5; i++) perform(effects, "fails" + i);
        assertThat(calls).hasValue(5);

        assertThatThrownBy(() -> perform(effects, "waits"))
                .isInstanceOfSatisfying(
                        ProviderAway.class, away -> assertThat(away.retryAt()).isEqualTo(now.plus(REST)));

        assertThat(calls).hasValue(5);
        assertThat(recorded("waits")).isZero();
        assertThat(providers.away()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(Providers.State.LEFT_ALONE);
            assertThat(one.fault()).isEqualTo("no answer");
        });

        up = true;
        now = now.plus(REST).plusSeconds(1);
        assertThat(perform(effects, "waits")).isInstanceOf(Outcome.Done.class);
        assertThat(perform(effects, "another")).isInstanceOf(Outcome.Done.class);
        assertThat(providers.away()).isEmpty();
    }

    @Test
    void aRefusalIsAnAnswer() {
        var effects = new ExternalEffects(jdbc, transaction, providers, Traces.none());
        for (int i = 0; i < 20; i++)
            all(() -> effects.perform(
                    request("no" + calls.incrementAndGet()),
                    () -> new Outcome.Refused("no such street", null),
                    Optional::empty));

        assertThat(providers.away()).isEmpty();
    }

    @Test
    void whatIsKnownAlreadyNeedsNoProvider() {
        var effects = new ExternalEffects(jdbc, transaction, providers, Traces.none());
        up = true;
        perform(effects, "done");
        up = false;
        for (int i = 0; i < 10; i++) {
            try {
                perform(effects, "fails" + i);
            } catch (ProviderAway away) {
                break;
            }
        }

        assertThat(perform(effects, "done")).isInstanceOf(Outcome.Done.class);
        assertThatThrownBy(() -> perform(effects, "fails0")).isInstanceOf(ProviderAway.class);
    }

    @Test
    void workThatWaitsForAProviderComesBackWithTheReasonAndHasNotFailed() {
        var retryAt = Instant.now().plus(Duration.ofHours(1));
        var subject = queued("WAITS_FOR_PROVIDER");
        engine("WAITS_FOR_PROVIDER", () -> {
                    throw new ProviderAway("carrier DEMO", retryAt);
                })
                .drain();

        assertThat(row(subject)).satisfies(row -> {
            assertThat(row.attempts()).isZero();
            assertThat(row.dueAt()).isBetween(retryAt.minusMillis(1), retryAt.plusSeconds(6));
            assertThat(row.note()).startsWith("The carrier DEMO does not answer");
        });
    }

    @Test
    void workIsGivenUpAfterSoManyFailuresAndReplayedWhenSomebodyAsks() {
        var subject = queued("FAILS");
        var engine = engine("FAILS", () -> {
            throw new IllegalStateException("broken for good");
        });
        for (int i = 0; i < 3; i++) {
            engine.drain();
            dueNow(subject);
        }

        assertThat(all(() -> work.stuck(3, 100_000)))
                .filteredOn(stuck -> stuck.subject().equals(subject))
                .singleElement()
                .matches(Work.Stuck::givenUp)
                .matches(stuck -> "broken for good".equals(stuck.note()));
        assertThat(engine.drain()).isZero();

        assertThat(all(() -> work.retryNow("FAILS", subject))).isTrue();
        engine("FAILS", () -> {}).drain();
        assertThat(all(() -> work.retryNow("FAILS", subject))).isFalse();
    }

    private Outcome perform(ExternalEffects effects, String key) {
        return all(() -> effects.perform(
                request(key),
                () -> {
                    calls.incrementAndGet();
                    if (!up) throw new IllegalStateException("no answer");
                    return new Outcome.Done(null);
                },
                Optional::empty));
    }

    private Request request(String key) {
        return new Request("TEST", provider + key, merchant, UUID.randomUUID(), provider, null);
    }

    private int recorded(String key) {
        return scenery.inTransaction(() -> jdbc.sql("select count(*) from external_effect where key = :key")
                .param("key", provider + key)
                .query(Integer.class)
                .single());
    }

    private record Row(int attempts, Instant dueAt, String note) {}

    private Row row(UUID subject) {
        return scenery.inTransaction(() -> jdbc.sql("select attempts, due_at, note from work where subject = :subject")
                .param("subject", subject)
                .query(Row.class)
                .single());
    }

    private UUID queued(String step) {
        var subject = UUID.randomUUID();
        scenery.inTransaction(() -> {
            work.add(step, subject, merchant);
            return subject;
        });
        return subject;
    }

    /** Time passes for what backed off, though not for what was given up. */
    private void dueNow(UUID subject) {
        scenery.inTransaction(
                () -> jdbc.sql("update work set due_at = now() where subject = :subject and due_at < '9000-01-01'")
                        .param("subject", subject)
                        .update());
    }

    private WorkEngine engine(String name, Runnable what) {
        var step = new WorkStep() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Result run(List<UUID> subjects) {
                what.run();
                return Result.DONE;
            }
        };
        return new WorkEngine(
                List.of(step),
                claims,
                3,
                Duration.ofMinutes(1),
                new io.micrometer.core.instrument.simple.SimpleMeterRegistry(),
                Traces.none());
    }
}
