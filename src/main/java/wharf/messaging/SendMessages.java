package wharf.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.BusinessClock;
import wharf.platform.ExternalEffects;
import wharf.platform.ExternalEffects.Outcome;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.WorkStep;
import wharf.shared.MerchantId;

/**
 * Sends what is queued, at least once and under a stable id; while the mail server or the provider of texts is away it tries again, ever more
 * rarely.
 */
@Component
class SendMessages implements WorkStep {
    static final String STEP = "MESSAGE";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int TRIES = 500;

    private final Mailman mailman;
    private final Texter texter;
    private final Outbox outbox;
    private final ExternalEffects effects;
    private final Facts facts;
    private final TransactionTemplate transaction;
    private final BusinessClock clock;

    SendMessages(
            Mailman mailman,
            Texter texter,
            Outbox outbox,
            ExternalEffects effects,
            Facts facts,
            TransactionTemplate transaction,
            BusinessClock clock) {
        this.mailman = mailman;
        this.texter = texter;
        this.outbox = outbox;
        this.effects = effects;
        this.facts = facts;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String name() {
        return STEP;
    }

    @Override
    public int batchSize() {
        return 8;
    }

    @Override
    public Duration lease() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Result run(List<UUID> subjects) {
        var rows = Objects.requireNonNull(transaction.execute(status -> outbox.find(subjects)));
        Map<UUID, Later> later = new HashMap<>();
        for (var row : rows) {
            if (row.isWaiting()) send(row).ifPresent(retry -> later.put(row.id(), retry));
        }
        return Result.later(later);
    }

    private Optional<Later> send(Outbox.Row row) {
        return switch (row.channel()) {
            case EMAIL -> mail(row);
            case TEXT -> text(row);
        };
    }

    private Optional<Later> mail(Outbox.Row row) {
        if (!mailman.hasServer()) {
            note(row, MessageState.NOT_CONFIGURED, "No mail server is configured (spring.mail.host).");
            return Optional.empty();
        }
        var request = new ExternalEffects.Request(
                "mail", key("mail", row), new MerchantId(row.merchantId()), row.root(), "mail server", null);
        return settle(row, effects.perform(request, () -> mailman.deliver(row), Optional::empty));
    }

    private Optional<Later> text(Outbox.Row row) {
        if (!texter.mayText(row)) return note(row, MessageState.SUPPRESSED, "The recipient has ended texts.");
        var request = new ExternalEffects.Request(
                "text", key("text", row), new MerchantId(row.merchantId()), row.root(), "text provider", null);
        return settle(row, effects.perform(request, () -> texter.deliver(row), () -> texter.lookUp(row)));
    }

    private Optional<Later> settle(Outbox.Row row, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> note(row, MessageState.SENT, null);
            case Outcome.Refused refused -> note(row, MessageState.FAILED, refused.reason());
            case Outcome.Unknown unknown ->
                row.attempts() >= TRIES
                        ? note(row, MessageState.FAILED, "Given up: " + unknown.reason())
                        : again(row, unknown.reason());
        };
    }

    private static String key(String kind, Outbox.Row row) {
        return kind + ":" + row.id() + (row.round() == 0 ? "" : ":" + row.round());
    }

    private Optional<Later> again(Outbox.Row row, String reason) {
        note(row, MessageState.QUEUED, reason);
        long millis = Math.min(LONGEST.toMillis(), 1000L << Math.min(row.attempts(), 10));
        // A little apart, so that a server that comes back is not asked for everything at once.
        long spread = ThreadLocalRandom.current().nextLong(millis / 2 + 1);
        return Optional.of(new Later(Instant.now().plusMillis(millis / 2 + spread), reason));
    }

    private Optional<Later> note(Outbox.Row row, MessageState state, @Nullable String reason) {
        transaction.executeWithoutResult(status -> {
            var now = clock.instant();
            if (!outbox.tried(row.id(), state, reason, state == MessageState.SENT ? now : null)) return;
            if (state == MessageState.SENT || state == MessageState.FAILED) facts.record(fact(row, state, reason, now));
        });
        return Optional.empty();
    }

    private static Fact fact(Outbox.Row row, MessageState state, @Nullable String reason, Instant at) {
        var type = state == MessageState.SENT ? "message.sent" : "message.failed";
        return Fact.of(new MerchantId(row.merchantId()), row.root(), "message", row.id(), type, at)
                .because(reason)
                .with(Map.of(
                        "template", row.template(), "channel", row.channel().name()));
    }
}
