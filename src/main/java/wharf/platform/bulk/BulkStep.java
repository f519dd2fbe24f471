package wharf.platform.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
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
    private static final String FAULT =
            "This one met a fault of ours and is as it was; try again, and tell your administrator if it stays.";

    private final BulkRows rows;
    private final ObjectProvider<BulkAction> actions;
    private final TransactionTemplate transaction;

    BulkStep(BulkRows rows, ObjectProvider<BulkAction> actions, TransactionTemplate transaction) {
        this.rows = rows;
        this.actions = actions;
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
        return new Context(run.scope(), run.actor(), Lane.BACKGROUND).call(() -> takeTurn(job, run, action));
    }

    private boolean takeTurn(UUID job, BulkRows.Run run, BulkAction action) {
        long end = System.nanoTime() + TURN.toNanos();
        while (System.nanoTime() < end) {
            var next = Objects.requireNonNull(transaction.execute(status -> rows.next(job, AT_ONCE)));
            if (next.isEmpty()) {
                transaction.executeWithoutResult(status -> rows.finish(job));
                return true;
            }
            if (action.isTogether() && !run.undoes()) together(job, next, run.answers(), action);
            else next.forEach(row -> one(job, row, run, action));
        }
        return false;
    }

    private void one(UUID job, BulkRows.Next row, BulkRows.Run run, BulkAction action) {
        try {
            transaction.executeWithoutResult(status -> {
                if (rows.claim(job, row.key()))
                    rows.settle(job, row.key(), BulkJob.ItemState.DONE, null, done(row, run, action));
                KillPoint.reached("bulk.row");
            });
        } catch (Refusal refusal) {
            refused(job, row.key(), reason(refusal));
        } catch (TransientDataAccessException | TransactionException busy) {
            throw busy;
        } catch (RuntimeException fault) {
            LOG.warn("{} of {} failed", action.name(), row.key(), fault);
            refused(job, row.key(), FAULT);
        }
    }

    private static @Nullable String done(BulkRows.Next row, BulkRows.Run run, BulkAction action) {
        if (!run.undoes()) return action.apply(row.key(), run.answers());
        action.undo(row.key(), Objects.requireNonNull(row.undo()));
        return null;
    }

    private void together(UUID job, List<BulkRows.Next> next, Map<String, String> answers, BulkAction action) {
        var keys = next.stream().map(BulkRows.Next::key).toList();
        var refused = action.applyTogether(keys, answers);
        transaction.executeWithoutResult(status -> keys.forEach(key -> {
            var why = refused.get(key);
            var state = why == null ? BulkJob.ItemState.DONE : BulkJob.ItemState.REFUSED;
            if (rows.claim(job, key)) rows.settle(job, key, state, why == null ? null : shortened(why), null);
        }));
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
