package wharf.demo;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.catalog.ItemsReplaced;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.platform.WorkPause;
import wharf.shared.Refusal;

/**
 * Puts a demo back to where it began. This node's background work stands still meanwhile; other nodes, and whoever is using the screens, wait
 * at the locks of the one transaction in which the database is emptied and furnished again, so that nobody sees it half full.
 */
@Service
public class DemoReset {
    /** What has to be typed. */
    static final String WORD = "reset";

    private static final Logger LOG = LoggerFactory.getLogger(DemoReset.class);
    private static final int TRIES = 5;
    private static final String EMPTY = "select cast(demo_reset(:merchants, :people) as text)";

    private final DemoSettings settings;
    private final DemoHistory history;
    private final DemoFurnishing furnishing;
    private final DemoFeedback feedback;
    private final WorkPause pause;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    DemoReset(
            DemoSettings settings,
            DemoHistory history,
            DemoFurnishing furnishing,
            DemoFeedback feedback,
            WorkPause pause,
            ApplicationEventPublisher events,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.settings = settings;
        this.history = history;
        this.furnishing = furnishing;
        this.feedback = feedback;
        this.pause = pause;
        this.events = events;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Whether this is a demo that may be reset. */
    public boolean isDemo() {
        return !settings.isOff() && history.progress().isPresent();
    }

    /**
     * Resets the demo; returns when it is furnished again, its history still being brought in. The people of the demo stay signed in. Refuses
     * where there is no demo, and when work under way does not let go in half a minute; then nothing has changed. Not for use inside a
     * transaction.
     */
    public void reset() {
        if (!isDemo())
            throw Refusal.conflict(
                    "not-a-demo", "This is no demo: nothing here is reset. A demo is started with wharf.demo=true.");
        long began = System.nanoTime();
        Context.background("demo").run(() -> {
            pause.still(this::emptyAndFurnish);
            events.publishEvent(new ItemsReplaced());
            feedback.run(new DefaultApplicationArguments());
            furnishing.placeOrders();
        });
        LOG.info("The demo was reset in {} ms", (System.nanoTime() - began) / 1_000_000);
    }

    boolean emptyAndFurnish() {
        for (int tries = 1; ; tries++) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> {
                    empty();
                    furnishing.furnish();
                    return true;
                }));
            } catch (PessimisticLockingFailureException busy) {
                // Another node, or a screen, held the other lock of two. It has its way; then it is our turn.
                if (tries == TRIES)
                    throw Refusal.conflict("busy", "Somebody is using the demo right now; try again in a moment.");
            }
        }
    }

    private void empty() {
        var merchants = DemoMerchant.ALL.stream().map(DemoMerchant::code).toList();
        jdbc.sql(EMPTY)
                .params(Map.of("merchants", Sql.texts(merchants), "people", Sql.texts(List.copyOf(DemoPeople.EMAILS))))
                .query(String.class)
                .single();
    }
}
