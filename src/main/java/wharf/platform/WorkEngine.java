package wharf.platform;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Takes due work and runs its steps, batch by batch. A batch that fails is split into single subjects; the culprit backs off
 * exponentially, is left alone in the end, and the rest goes on. Nothing is remembered between batches but what the database holds.
 */
@Component
public class WorkEngine {
    private static final Logger LOG = LoggerFactory.getLogger(WorkEngine.class);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(10);
    private static final int LONGEST_NOTE = 500;
    private static final int SPREAD_MILLIS = 5000;

    private final List<WorkStep> steps;
    private final WorkClaims claims;
    private final int giveUpAfter;
    private final Duration longestLease;
    private final MeterRegistry meters;
    private final Traces traces;

    /**
     * @param giveUpAfter how many failures in a row before work is left alone until somebody, or something new, asks for it again
     * @param longestLease no step leases its work for longer: how soon another node takes over what a dead one had claimed
     */
    WorkEngine(
            List<WorkStep> steps,
            WorkClaims claims,
            @Value("${wharf.work.give-up-after:100}") int giveUpAfter,
            @Value("${wharf.work.longest-lease:10m}") Duration longestLease,
            MeterRegistry meters,
            Traces traces) {
        this.steps = List.copyOf(steps);
        this.claims = claims;
        this.giveUpAfter = giveUpAfter;
        this.longestLease = longestLease;
        this.meters = meters;
        this.traces = traces;
    }

    /** Runs whatever is due until nothing is, on the caller's thread; returns how many subjects were handled. Tests drive Wharf by this. */
    public int drain() {
        int total = 0;
        for (int handled = round(); handled > 0; handled = round()) total += handled;
        return total;
    }

    /** One batch of each step. */
    private int round() {
        return round(false) + round(true);
    }

    /** One batch of each step that is run apart from the others, or of each other one. */
    int round(boolean apart) {
        int handled = 0;
        for (var step : steps)
            if (step.isApart() == apart)
                handled += Context.background(step.name().toLowerCase(java.util.Locale.ROOT))
                        .call(() -> batch(step));
        return handled;
    }

    private int batch(WorkStep step) {
        var claimed = claims.claim(step.name(), step.batchSize(), lease(step));
        if (claimed.isEmpty()) return 0;
        attempt(step, claimed);
        return claimed.size();
    }

    private Duration lease(WorkStep step) {
        return step.lease().compareTo(longestLease) < 0 ? step.lease() : longestLease;
    }

    private void attempt(WorkStep step, List<WorkClaims.Claim> claimed) {
        long begun = System.nanoTime();
        try {
            var result = traces.over(
                    "work " + step.name(),
                    claimed,
                    WorkClaims.Claim::trace,
                    () -> step.run(
                            claimed.stream().map(WorkClaims.Claim::subject).toList()));
            settle(step, claimed, result);
            counted(step, "done", claimed.size() - result.later().size());
            counted(step, "later", result.later().size());
            timed(step, "done", begun);
        } catch (RuntimeException fault) {
            timed(step, "failed", begun);
            if (claimed.size() == 1) counted(step, "failed", 1);
            if (claimed.size() > 1) claimed.forEach(one -> attempt(step, List.of(one)));
            else if (fault instanceof ProviderAway away) comeBack(step, claimed.getFirst(), away);
            else backOff(step, claimed.getFirst(), fault);
        }
    }

    private void timed(WorkStep step, String outcome, long begun) {
        meters.timer("wharf.work.batch", "step", step.name(), "outcome", outcome)
                .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }

    private void counted(WorkStep step, String outcome, int subjects) {
        if (subjects > 0)
            meters.counter("wharf.work.subjects", "step", step.name(), "outcome", outcome)
                    .increment(subjects);
    }

    private void settle(WorkStep step, List<WorkClaims.Claim> claimed, WorkStep.Result result) {
        var done = new ArrayList<WorkClaims.Claim>(claimed);
        done.removeIf(claim -> result.later().containsKey(claim.subject()));
        claims.finish(step.name(), done);
        claims.postpone(step.name(), claimed, result.later(), false);
    }

    /** Not its own failure, so it is not counted; a little apart, so that not everything comes back at once. */
    private void comeBack(WorkStep step, WorkClaims.Claim claim, ProviderAway away) {
        var dueAt = away.retryAt().plusMillis(ThreadLocalRandom.current().nextLong(SPREAD_MILLIS));
        var later = new WorkStep.Later(dueAt, String.valueOf(away.getMessage()));
        claims.postpone(step.name(), List.of(claim), Map.of(claim.subject(), later), false);
    }

    private void backOff(WorkStep step, WorkClaims.Claim claim, RuntimeException fault) {
        LOG.warn("{} of {} failed, attempt {}", step.name(), claim.subject(), claim.attempts() + 1, fault);
        var seconds = Math.min(LONGEST_BACK_OFF.toSeconds(), 1L << Math.min(claim.attempts(), 20));
        var millis = seconds * 1000 / 2 + ThreadLocalRandom.current().nextLong(seconds * 1000 / 2 + 1);
        var note = String.valueOf(fault.getMessage());
        var shortNote = note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) : note;
        Map<UUID, WorkStep.Later> later = Map.of(claim.subject(), new WorkStep.Later(dueAt(claim, millis), shortNote));
        claims.postpone(step.name(), List.of(claim), later, true);
    }

    private Instant dueAt(WorkClaims.Claim claim, long millis) {
        return claim.attempts() + 1 >= giveUpAfter ? Work.NEVER : claims.now().plusMillis(millis);
    }
}
