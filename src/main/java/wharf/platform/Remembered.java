package wharf.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Sums for people to look at, which get slower with what they sum up. An answer that took long is given again for a hundred times as long as
 * it took, a minute at most, so that however many look at it, asking takes no more than a hundredth of a processor. One that is found at once
 * is asked for each time, and never old. Never for a decision.
 */
public final class Remembered<K extends Object, V extends Object> {
    private static final Duration AT_ONCE = Duration.ofMillis(20);
    private static final int TIMES = 100;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Ticker ticker;
    private final Cache<K, Answer<V>> answers;

    public Remembered() {
        this(Ticker.systemTicker());
    }

    Remembered(Ticker ticker) {
        this.ticker = ticker;
        this.answers = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(1000)
                .expireAfter(Expiry.<K, Answer<V>>creating((key, answer) -> kept(answer.took())))
                .build();
    }

    private record Answer<V>(V value, Duration took) {}

    /** @param ask called by one at a time for a key, while others wait for its answer */
    public V get(K key, Supplier<V> ask) {
        var answer = java.util.Objects.requireNonNull(answers.get(key, unknown -> timed(ask)));
        return answer.value();
    }

    private Answer<V> timed(Supplier<V> ask) {
        long began = ticker.read();
        var value = ask.get();
        return new Answer<>(value, Duration.ofNanos(ticker.read() - began));
    }

    private static Duration kept(Duration took) {
        if (took.compareTo(AT_ONCE) < 0) return Duration.ZERO;
        var kept = took.multipliedBy(TIMES);
        return kept.compareTo(LONGEST) > 0 ? LONGEST : kept;
    }
}
