package wharf.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The time of business facts: system time plus an offset kept in the database, so that a demo or a test can move it for every node. Leases,
 * tokens and sessions use the system clock instead.
 */
@Component
public class BusinessClock extends Clock {
    private static final long REFRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final JdbcClient jdbc;
    private final AtomicReference<Reading> last = new AtomicReference<>(Reading.none());
    private final Lock reading = new ReentrantLock();

    BusinessClock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param isOver not to be used: the clock has been moved since, or was not read yet */
    private record Reading(long offsetMillis, long atNanos, boolean isOver) {
        /** Another one each time, so that a reading begun before the clock was moved is told from one begun after. */
        static Reading none() {
            return new Reading(0, 0, true);
        }
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(System.currentTimeMillis() + offsetMillis());
    }

    /**
     * Moves the clock for all nodes: for the caller's transaction at once, for the rest of this node when that is committed, for the others
     * within a second. Only demo and tests do this.
     */
    @Transactional
    public void advance(Duration by) {
        long moved = jdbc.sql("update business_clock set offset_millis = offset_millis + :by returning offset_millis")
                .param("by", by.toMillis())
                .query(Long.class)
                .single();
        boolean first = TransactionSynchronizationManager.unbindResourceIfPossible(this) == null;
        TransactionSynchronizationManager.bindResource(this, moved);
        if (first) TransactionSynchronizationManager.registerSynchronization(new Moving());
    }

    private final class Moving implements TransactionSynchronization {
        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(BusinessClock.this);
            last.set(Reading.none());
        }
    }

    private long offsetMillis() {
        if (TransactionSynchronizationManager.getResource(this) instanceof Long moved) return moved;
        var known = Objects.requireNonNull(last.get());
        if (known.isOver()) return read(known).offsetMillis();
        if (System.nanoTime() - known.atNanos() > REFRESH_NANOS && reading.tryLock()) {
            // One looks; who waited for it would hold a connection that it may need.
            try {
                return read(known).offsetMillis();
            } finally {
                reading.unlock();
            }
        }
        return known.offsetMillis();
    }

    private Reading read(Reading before) {
        while (true) {
            long now = System.nanoTime();
            long offset = jdbc.sql("select offset_millis from business_clock")
                    .query(Long.class)
                    .single();
            var read = new Reading(offset, now, false);
            if (last.compareAndSet(before, read)) return read;
            before = Objects.requireNonNull(last.get());
            if (!before.isOver()) return before;
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), Duration.ofMillis(offsetMillis()));
    }
}
