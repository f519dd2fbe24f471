package wharf.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.BusinessClock;
import wharf.platform.WorkStep;

/** Asks what became of attempts without an outcome: unknown ones, interrupted ones, open challenges. Subjects are attempts. */
@Component
class ResolvePayment implements WorkStep {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final PspCalls calls;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final PaymentSettings settings;
    private final BusinessClock clock;

    ResolvePayment(
            PspCalls calls,
            Journal journal,
            TransactionTemplate transaction,
            PaymentSettings settings,
            BusinessClock clock) {
        this.calls = calls;
        this.journal = journal;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return Ledger.RESOLVE;
    }

    @Override
    public int batchSize() {
        return 16;
    }

    @Override
    public Result run(List<UUID> subjects) {
        var attempts = Objects.requireNonNull(transaction.execute(status -> journal.find(subjects)));
        Map<UUID, Later> later = new HashMap<>();
        for (var performed : calls.perform(attempts, true)) {
            if (performed.isOut()) later.put(performed.id(), later(performed));
        }
        return Result.later(later);
    }

    /** An unknown outcome is asked about at intervals as long as it is old; a challenge at a steady pace. */
    private Later later(Attempt attempt) {
        if (attempt.state() == AttemptState.REQUIRES_ACTION)
            return new Later(Instant.now().plus(settings.challengeEvery()), "The shopper has to complete a challenge.");
        var age = Duration.between(attempt.createdAt(), clock.instant());
        var wait = age.compareTo(SHORTEST) < 0 ? SHORTEST : age.compareTo(LONGEST) > 0 ? LONGEST : age;
        return new Later(Instant.now().plus(wait), "The provider does not say what became of it yet.");
    }
}
