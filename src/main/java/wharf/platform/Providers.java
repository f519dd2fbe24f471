package wharf.platform;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Who is called outside, each behind a circuit breaker: after half of the last calls failed it is left alone for a while, then tried with a few
 * calls. Each node learns for itself, since each has its own way to the provider. An answer of any kind is a success; no answer is a failure.
 */
@Component
public class Providers {
    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);
    private static final int CALLS = 10;
    private static final float HALF = 50;
    private static final int TRIALS = 2;

    private final CircuitBreakerRegistry registry;
    private final Duration rest;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<String, Instant> since = new ConcurrentHashMap<>();
    private final Map<String, String> faults = new ConcurrentHashMap<>();

    @org.springframework.beans.factory.annotation.Autowired
    Providers(
            @Value("${wharf.effects.rest:30s}") Duration rest,
            @Value("${wharf.effects.window:" + CALLS + "}") int window,
            MeterRegistry meters) {
        this(rest, window, meters, Clock.systemUTC());
    }

    Providers(Duration rest, MeterRegistry meters, Clock clock) {
        this(rest, CALLS, meters, clock);
    }

    /** @param window how many of the last calls are looked at, once half as many were made */
    private Providers(Duration rest, int window, MeterRegistry meters, Clock clock) {
        this.rest = rest;
        this.clock = clock;
        this.meters = meters;
        this.registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(window)
                .minimumNumberOfCalls(Math.max(1, window / 2))
                .failureRateThreshold(HALF)
                .waitDurationInOpenState(rest)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .clock(clock)
                .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                .build());
    }

    /** Whether a provider is called now, and since when it has been so. */
    public enum State {
        CALLED,
        LEFT_ALONE,
        ON_TRIAL
    }

    /**
     * A provider as this node knows it.
     *
     * @param failedPercent of its last calls; -1 before there were enough
     * @param retryAt when it is tried again; null unless it is left alone
     */
    public record Provider(
            String name,
            State state,
            @Nullable Instant since,
            float failedPercent,
            @Nullable String fault,
            @Nullable Instant retryAt) {}

    /** All that were called since this node began, by name. */
    public List<Provider> all() {
        return registry.getAllCircuitBreakers().stream()
                .map(this::view)
                .sorted(Comparator.comparing(Provider::name))
                .toList();
    }

    /** Those not called as usual. */
    public List<Provider> away() {
        return all().stream()
                .filter(provider -> provider.state() != State.CALLED)
                .toList();
    }

    /** Whether a call would be let through now. */
    boolean admits(String provider) {
        var breaker = breaker(provider);
        if (!breaker.tryAcquirePermission()) return false;
        breaker.releasePermission();
        return true;
    }

    /** Lets a call through, or not. Each that is let through must be reported by one of the next two. */
    void enter(String provider) {
        if (!breaker(provider).tryAcquirePermission()) throw away(provider);
    }

    void answered(String provider, long nanos) {
        timed(provider, "answered", nanos);
        breaker(provider).onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(String provider, long nanos, String why) {
        timed(provider, "failed", nanos);
        faults.put(provider, why);
        breaker(provider).onError(nanos, TimeUnit.NANOSECONDS, new NoAnswer(why));
    }

    private void timed(String provider, String outcome, long nanos) {
        meters.timer("wharf.provider.calls", "provider", provider, "outcome", outcome)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A call of a kind (a mail, a label, a page) has come to an outcome. */
    void outcome(String kind, String outcome) {
        meters.counter("wharf.effects", "kind", kind, "outcome", outcome).increment();
    }

    ProviderAway away(String provider) {
        return new ProviderAway(provider, retryAt(provider));
    }

    private static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoAnswer(String why) {
            super(why, null, false, false);
        }
    }

    private Instant retryAt(String provider) {
        return since.getOrDefault(provider, clock.instant()).plus(rest);
    }

    private CircuitBreaker breaker(String provider) {
        var known = registry.find(provider);
        return known.orElseGet(() -> begin(provider));
    }

    private synchronized CircuitBreaker begin(String provider) {
        var known = registry.find(provider);
        if (known.isPresent()) return known.get();
        var breaker = registry.circuitBreaker(provider);
        breaker.getEventPublisher().onStateTransition(event -> {
            since.put(provider, clock.instant());
            LOG.warn("{}: {}", provider, event.getStateTransition());
        });
        Gauge.builder("wharf.provider.away", breaker, b -> b.getState() == CircuitBreaker.State.CLOSED ? 0 : 1)
                .tag("provider", provider)
                .description("1 while the provider is not called as usual")
                .register(meters);
        return breaker;
    }

    private Provider view(CircuitBreaker breaker) {
        var name = breaker.getName();
        var state = switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> State.LEFT_ALONE;
            case HALF_OPEN -> State.ON_TRIAL;
            case CLOSED, DISABLED, METRICS_ONLY -> State.CALLED;
        };
        return new Provider(
                name,
                state,
                since.get(name),
                breaker.getMetrics().getFailureRate(),
                faults.get(name),
                state == State.LEFT_ALONE ? retryAt(name) : null);
    }
}
