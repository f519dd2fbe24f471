package wharf.identity;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was looked up moments ago, so that a busy caller costs no query per request. Also remembers what does not exist, so that guessing
 * costs little. A change on another node is seen within {@link #LIFE}.
 */
final class Remembered<T> {
    static final Duration LIFE = Duration.ofSeconds(5);
    private static final int MOST = 20_000;

    private record Entry<T>(Optional<T> value, long until) {}

    private final ConcurrentHashMap<ByteBuffer, Entry<T>> entries = new ConcurrentHashMap<>();

    Optional<T> get(byte[] digest, Supplier<Optional<T>> lookUp) {
        var key = ByteBuffer.wrap(digest);
        long now = System.nanoTime();
        var known = entries.get(key);
        if (known != null && now - known.until < 0) return known.value;
        var found = lookUp.get();
        if (entries.size() >= MOST) forgetOld(now);
        entries.put(key, new Entry<>(found, now + LIFE.toNanos()));
        return found;
    }

    void forget(byte[] digest) {
        entries.remove(ByteBuffer.wrap(digest));
    }

    void forgetAll() {
        entries.clear();
    }

    private void forgetOld(long now) {
        entries.values().removeIf(entry -> now - entry.until >= 0);
        if (entries.size() >= MOST) entries.clear();
    }
}
