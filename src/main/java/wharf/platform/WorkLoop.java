package wharf.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import wharf.platform.database.DedicatedConnections;

/** Keeps the engine running: woken at once by NOTIFY, or by its own timer when a notification was missed or something fell due. */
@Component
@ConditionalOnProperty(name = "wharf.work.enabled", havingValue = "true", matchIfMissing = true)
class WorkLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);
    private static final int SWEEP_MILLIS = 1000;
    /** While callers queue, the workers have this part of one processor's time between them: 1/so many. */
    private static final int GIVES_WAY = 10;

    private static final Duration GIVES_WAY_AT_LEAST = Duration.ofMillis(500);
    private static final Duration GIVES_WAY_AT_MOST = Duration.ofSeconds(10);

    private final WorkEngine engine;
    private final DedicatedConnections connections;
    private final WorkPause pause;
    private final int workers;
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore wakeApart = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    WorkLoop(
            WorkEngine engine,
            DedicatedConnections connections,
            WorkPause pause,
            @Value("${wharf.work.workers:2}") int workers) {
        this.engine = engine;
        this.connections = connections;
        this.pause = pause;
        this.workers = workers;
    }

    @Override
    public void start() {
        running = true;
        threads.add(Thread.ofVirtual().name("work-listener").start(this::listen));
        for (int i = 0; i < workers; i++)
            threads.add(Thread.ofVirtual().name("work-" + i).start(() -> work(wake, false)));
        for (int i = 0; i < workers; i++)
            threads.add(Thread.ofVirtual().name("work-apart-" + i).start(() -> work(wakeApart, true)));
    }

    private void work(Semaphore wake, boolean apart) {
        while (running) {
            try {
                if (wake.tryAcquire(SWEEP_MILLIS, TimeUnit.MILLISECONDS)) wake.drainPermits();
                long begun = System.nanoTime();
                while (running && pause.round(() -> engine.round(apart)) > 0) {
                    // What is apart has waited for others rather than kept this computer busy.
                    giveWay(apart ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - begun));
                    begun = System.nanoTime();
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException fault) {
                if (running) LOG.warn("work round failed; next try within a second", fault);
            }
        }
    }

    private void giveWay(Duration took) {
        long most = Math.clamp(
                took.multipliedBy((long) workers * GIVES_WAY - 1).toNanos(),
                GIVES_WAY_AT_LEAST.toNanos(),
                GIVES_WAY_AT_MOST.toNanos());
        pause.giveWay(Duration.ofNanos(most));
    }

    private void listen() {
        while (running) {
            try (Connection connection = connections.open("listener")) {
                try (var statement = connection.createStatement()) {
                    statement.execute("listen " + Work.CHANNEL);
                }
                drainNotifications(connection.unwrap(PGConnection.class));
            } catch (SQLException fault) {
                if (running) LOG.warn("listener lost its connection; the timer goes on", fault);
                pause();
            }
        }
    }

    private void drainNotifications(PGConnection connection) throws SQLException {
        while (running) {
            @Nullable Object[] notes = connection.getNotifications(SWEEP_MILLIS);
            if (notes != null && notes.length > 0) wakeAll();
        }
    }

    private void wakeAll() {
        wake.release(workers);
        wakeApart.release(workers);
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(SWEEP_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        wakeAll();
        for (var thread : threads) {
            try {
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
