package wharf.shipping.tracking;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.Context;
import wharf.platform.WebhookSignature;

/** What carriers send by themselves: checked, read and stored. Sent again, nothing is stored twice. */
@Component
class CarrierHook {
    private static final int MOST_EVENTS = 5_000;

    private final Map<String, TrackingSource> sources;
    private final CarrierAccounts accounts;
    private final TrackingIntake intake;
    private final JsonMapper json;
    private final TransactionTemplate transaction;

    CarrierHook(
            List<TrackingSource> sources,
            CarrierAccounts accounts,
            TrackingIntake intake,
            JsonMapper json,
            TransactionTemplate transaction) {
        this.sources = sources.stream().collect(Collectors.toMap(TrackingSource::name, Function.identity()));
        this.accounts = accounts;
        this.intake = intake;
        this.json = json;
        this.transaction = transaction;
    }

    sealed interface Answer {}

    /** @param events in the message @param fresh stored just now; the rest were known, or of parcels that are not ours */
    record Taken(int events, int fresh) implements Answer {}

    record UnknownCarrier() implements Answer {}

    record BadSignature() implements Answer {}

    record Unreadable(String why) implements Answer {}

    Answer receive(String name, WebhookSignature signature, byte[] body) {
        var source = sources.get(name);
        if (source == null) return new UnknownCarrier();
        return Context.background("carrier-hook").call(() -> receive(source, signature, body));
    }

    private Answer receive(TrackingSource source, WebhookSignature signature, byte[] body) {
        var secrets = accounts.secrets(source.name());
        if (!signature.holds(body, secrets, Instant.now())) return new BadSignature();
        try {
            var reports = read(source, body);
            int fresh = Objects.requireNonNull(
                    transaction.execute(status -> intake.take(source.name(), reports, TrackingEvent.Heard.WEBHOOK)));
            return new Taken(reports.size(), fresh);
        } catch (UnreadableMessage unreadable) {
            return new Unreadable(String.valueOf(unreadable.getMessage()));
        }
    }

    /** The events of a message, each once. */
    List<CarrierReport> read(TrackingSource source, byte[] body) {
        try {
            var reports = source.read(json.readTree(body)).stream().distinct().toList();
            if (reports.size() > MOST_EVENTS)
                throw new UnreadableMessage("Send at most " + MOST_EVENTS + " events at a time.");
            return reports;
        } catch (JacksonException garbage) {
            throw new UnreadableMessage("This is not JSON.");
        }
    }
}
