package wharf.platform.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.Context;
import wharf.platform.KillPoint;
import wharf.platform.Standing;
import wharf.platform.WorkStep;
import wharf.shared.Lane;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/**
 * Goes on with jobs, a few seconds at a time. Each row is done and written down in one transaction: after a crash the next row that waits is
 * the one that was not done.
 */
@Component
class BulkStep implements WorkStep {
    static final String NAME = "BULK";

    private static final Logger LOG = LoggerFactory.getLogger(BulkStep.class);
    private static final Duration TURN = Duration.ofSeconds(5);
    private static final int AT_ONCE = 25;
    private static final int LONGEST_REASON = 1000;
    private static final String GONE =
            "Whoever started the job may not do this any more; somebody who may can start it for the rows that are left.";
    private static final String FAULT =
            "This one met a fault of ours and is as it was; try again, and tell your administrator if it stays.";

    private final BulkRows rows;
    private final ObjectProvider<BulkAction> actions;
    private final Standing standing;
    private final TransactionTemplate transaction;

    BulkStep(BulkRows rows, ObjectProvider<BulkAction> actions, Standing standing, TransactionTemplate transaction) {
        this.rows = rows;
        this.actions = actions;
        this.standing = standing;
        this.transaction = transaction;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int batchSize() {
        return 1;
    }

    @Override
    public Result run(List<UUID> jobs) {
        var later = new HashMap<UUID, Later>();
        for (var job : jobs) if (!goOn(job)) later.put(job, new Later(Instant.now(), "goes on"));
        return Result.later(later);
    }

    /** True when the job is over. */
    private boolean goOn(UUID job) {
        var found = Objects.requireNonNull(transaction.execute(status -> rows.run(job)));
        if (found.isEmpty()) return true;
        var run = found.get();
        var action = actions.stream()
                .filter(each -> each.name().equals(run.action()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no action " + run.action()));
        if (!mayStill(run, action)) return giveUp(job);
        return new Context(run.scope(), run.actor(), Lane.BACKGROUND).call(() -> takeTurn(job, run, action));
    }

    /** A job outlives the request that started it, but not the right to do what it does. */
    private boolean mayStill(BulkRows.Run run, BulkAction action) {
        return standing.now(run.actor().key())
                .filter(who -> who.may(action.authority()) && who.scope().equals(run.scope()))
                .isPresent();
    }

    private boolean giveUp(UUID job) {
        transaction.executeWithoutResult(status -> {
            rows.refuseRest(job, GONE);
            rows.finish(job);
        });
        return true;
    }

    private boolean takeTurn(UUID job, BulkRows.Run run, BulkAction action) {
        long end = System.nanoTime() + TURN.toNanos();
        while (System.nanoTime() < end) {
            var next = Objects.requireNonNull(transaction.execute(status -> rows.next(job, AT_ONCE)));
            if (next.isEmpty()) {
                transaction.executeWithoutResult(status -> rows.finish(job));
                return true;
            }
            some(job, next, run, action);
        }
        return false;
    }

    private void some(UUID job, List<BulkRows.Next> next, BulkRows.Run run, BulkAction action) {
        switch (action) {
            case BulkAction.Together together -> together(job, next, run.answers(), together);
            case BulkAction.Final last ->
                next.forEach(row -> one(job, row.key(), action, () -> {
                    last.apply(row.key(), run.answers());
                    return null;
                }));
            case BulkAction.Undoable undoable ->
                next.forEach(row -> one(job, row.key(), action, () -> done(row, run, undoable)));
        }
    }

    private static @Nullable String done(BulkRows.Next row, BulkRows.Run run, BulkAction.Undoable action) {
        if (!run.undoes()) return action.apply(row.key(), run.answers());
        action.undo(row.key(), run.answers(), Objects.requireNonNull(row.undo()));
        return null;
    }

    private void one(UUID job, String key, BulkAction action, Supplier<@Nullable String> deed) {
        try {
            transaction.executeWithoutResult(status -> {
                if (rows.claim(job, key)) rows.settle(job, key, BulkJob.ItemState.DONE, null, deed.get());
                KillPoint.reached("bulk.row");
            });
        } catch (TransientDataAccessException | TransactionException busy) {
            throw busy;
        } catch (RuntimeException fault) {
            refused(job, key, why(fault, key, action));
        }
    }

    private void together(UUID job, List<BulkRows.Next> next, Map<String, String> answers, BulkAction.Together action) {
        var keys = next.stream().map(BulkRows.Next::key).toList();
        var refused = new HashMap<String, String>();
        tried(keys, answers, action).forEach((key, why) -> refused.put(key, shortened(why)));
        transaction.executeWithoutResult(status -> rows.settle(job, keys, refused));
    }

    /** Why which could not be done. A fault is looked for in each of them, so that it holds up no other. */
    private static Map<String, String> tried(
            List<String> keys, Map<String, String> answers, BulkAction.Together action) {
        try {
            return action.apply(keys, answers);
        } catch (TransientDataAccessException | TransactionException busy) {
            throw busy;
        } catch (RuntimeException fault) {
            if (keys.size() == 1) return Map.of(keys.getFirst(), why(fault, keys.getFirst(), action));
            var refused = new HashMap<String, String>();
            keys.forEach(key -> refused.putAll(tried(List.of(key), answers, action)));
            return refused;
        }
    }

    private static String why(RuntimeException fault, String key, BulkAction action) {
        if (fault instanceof Refusal refusal) return reason(refusal);
        LOG.warn("{} of {} failed", action.name(), key, fault);
        return FAULT;
    }

    private void refused(UUID job, String key, String why) {
        transaction.executeWithoutResult(status -> {
            if (rows.claim(job, key)) rows.settle(job, key, BulkJob.ItemState.REFUSED, shortened(why), null);
        });
    }

    private static String shortened(String why) {
        return why.length() > LONGEST_REASON ? why.substring(0, LONGEST_REASON) : why;
    }

    private static String reason(Refusal refusal) {
        return refusal.problems().stream().map(Problem::message).distinct().collect(Collectors.joining(" "));
    }
}
