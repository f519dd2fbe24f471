package wharf.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The time of business facts: system time plus an offset kept in the database, so that a demo or a test can move it for every node. Leases,
 * tokens and sessions use the system clock instead.
 */
@Component
public class BusinessClock extends Clock {
    private static final long REFRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Object LOCK = new Object();

    private final JdbcClient jdbc;
    private volatile long offsetMillis;
    private volatile long readAtNanos;
    private volatile boolean read;

    BusinessClock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Instant instant() {
        if (!read || System.nanoTime() - readAtNanos > REFRESH_NANOS) refresh();
        return Instant.ofEpochMilli(System.currentTimeMillis() + offsetMillis);
    }

    /** Moves the clock for all nodes (the others follow within a second). Only demo and tests do this. */
    @Transactional
    public void advance(Duration by) {
        jdbc.sql("update business_clock set offset_millis = offset_millis + :by")
                .param("by", by.toMillis())
                .update();
        read = false;
    }

    private void refresh() {
        synchronized (LOCK) {
            if (read && System.nanoTime() - readAtNanos <= REFRESH_NANOS) return;
            offsetMillis = jdbc.sql("select offset_millis from business_clock")
                    .query(Long.class)
                    .single();
            readAtNanos = System.nanoTime();
            read = true;
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), Duration.ofMillis(offsetMillis));
    }
}
