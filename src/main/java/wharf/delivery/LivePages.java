package wharf.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/**
 * Lets open pages know that their parcels have moved. One ticker asks the database once a second for all pages of this node together, and not
 * at all while there are none; a viewer holds neither a thread nor a connection of a pool.
 */
@Component
class LivePages implements SmartLifecycle {
    static final int MOST = 500;
    static final int MOST_OF_ORDER = 8;

    private static final Logger LOG = LoggerFactory.getLogger(LivePages.class);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int TICKS_BETWEEN_SIGNS = 15;
    private static final String CHANGES = """
            select of_order.order_id, sum(j.changes) + count(*) as changes
            from (select distinct order_id, parcel_id from parcel_line where order_id = any(:orders)) of_order
            join parcel_journey j on j.parcel_id = of_order.parcel_id
            group by of_order.order_id
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Map<UUID, Viewer> viewers = new ConcurrentHashMap<>();
    private volatile boolean running;
    private ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(ticking());
    private int ticks;

    LivePages(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private static java.util.concurrent.ThreadFactory ticking() {
        return Thread.ofVirtual().name("live-pages").factory();
    }

    /** An open page. @param seen what its order's number of changes was when it was last told */
    private static final class Viewer {
        private final UUID order;
        private final SseEmitter emitter;
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile long seen;

        private Viewer(UUID order, SseEmitter emitter, long seen) {
            this.order = order;
            this.emitter = emitter;
            this.seen = seen;
        }
    }

    /**
     * Opens the stream of an order's page. Beyond the bounds it refuses: the page then looks again by itself from time to time.
     *
     * @param seen the number of changes that the page was drawn with; a lower one is told at once
     */
    SseEmitter open(OrderId order, long seen) {
        long theirs = viewers.values().stream()
                .filter(viewer -> viewer.order.equals(order.value()))
                .count();
        if (!running || viewers.size() >= MOST || theirs >= MOST_OF_ORDER)
            throw new Refusal(
                    Refusal.Kind.BUSY,
                    java.util.List.of(Problem.of(
                            "too-many-viewers", "", null, "Too many pages are open; load it again in a minute.")));
        var id = UUID.randomUUID();
        var emitter = new SseEmitter(LONGEST.toMillis());
        emitter.onCompletion(() -> viewers.remove(id));
        emitter.onTimeout(() -> viewers.remove(id));
        emitter.onError(fault -> viewers.remove(id));
        var viewer = new Viewer(order.value(), emitter, seen);
        viewers.put(id, viewer);
        send(id, viewer, SseEmitter.event().comment("open").reconnectTime(5_000));
        return emitter;
    }

    int viewers() {
        return viewers.size();
    }

    /** How often the parcels of each order have changed. */
    Map<UUID, Long> changes(Set<UUID> orders) {
        var changes = new HashMap<UUID, Long>();
        Context.background("live-pages")
                .run(() -> transaction.executeWithoutResult(status -> jdbc.sql(CHANGES)
                        .param("orders", Sql.uuids(orders))
                        .query((row, n) -> changes.put(row.getObject("order_id", UUID.class), row.getLong("changes")))
                        .list()));
        return changes;
    }

    private void tick() {
        try {
            if (viewers.isEmpty()) return;
            boolean sign = ++ticks % TICKS_BETWEEN_SIGNS == 0;
            var now = changes(
                    viewers.values().stream().map(viewer -> viewer.order).collect(Collectors.toSet()));
            viewers.forEach((id, viewer) -> {
                long changes = now.getOrDefault(viewer.order, 0L);
                if (changes != viewer.seen) {
                    viewer.seen = changes;
                    send(id, viewer, SseEmitter.event().name("moved").data(Long.toString(changes)));
                } else if (sign) {
                    send(id, viewer, SseEmitter.event().comment("here"));
                }
            });
        } catch (RuntimeException fault) {
            LOG.warn("open pages could not be told; next try within a second", fault);
        }
    }

    /** Each in a thread of its own while it lasts: a viewer behind a slow line delays nobody. */
    private void send(UUID id, Viewer viewer, SseEmitter.SseEventBuilder event) {
        if (!viewer.busy.compareAndSet(false, true)) return;
        Thread.ofVirtual().name("live-page").start(() -> {
            try {
                viewer.emitter.send(event);
            } catch (IOException | IllegalStateException gone) {
                viewers.remove(id);
            } finally {
                viewer.busy.set(false);
            }
        });
    }

    @Override
    public void start() {
        if (ticker.isShutdown()) ticker = Executors.newSingleThreadScheduledExecutor(ticking());
        ticker.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        running = true;
    }

    /** Open streams end first, or the server would wait for them. */
    @Override
    public void stop() {
        running = false;
        ticker.shutdown();
        viewers.values().forEach(viewer -> viewer.emitter.complete());
        viewers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
