package wharf.platform;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.Actor;
import wharf.shared.MerchantId;

/**
 * Something that happened.
 *
 * @param merchant whose business it is; null for the operator's own
 * @param root what it is read under: the order for all that happens to an order, otherwise the subject
 * @param type dotted past tense, such as {@code order.cancelled} or {@code fulfilment.released}
 * @param actor who did it; null for whoever the current context says
 * @param data small flat values for timelines and webhooks; never card data, never secrets
 */
public record Fact(
        @Nullable MerchantId merchant,
        UUID root,
        String subjectKind,
        UUID subject,
        String type,
        Instant occurredAt,
        @Nullable String reason,
        @Nullable Actor actor,
        Map<String, ?> data) {
    /** Done by whoever the current context says. */
    public Fact(
            @Nullable MerchantId merchant,
            UUID root,
            String subjectKind,
            UUID subject,
            String type,
            Instant occurredAt,
            @Nullable String reason,
            Map<String, ?> data) {
        this(merchant, root, subjectKind, subject, type, occurredAt, reason, null, data);
    }

    public static Fact of(
            MerchantId merchant, UUID root, String subjectKind, UUID subject, String type, Instant occurredAt) {
        return new Fact(merchant, root, subjectKind, subject, type, occurredAt, null, null, Map.of());
    }

    public Fact because(@Nullable String reason) {
        return new Fact(merchant, root, subjectKind, subject, type, occurredAt, reason, actor, data);
    }

    public Fact by(Actor actor) {
        return new Fact(merchant, root, subjectKind, subject, type, occurredAt, reason, actor, data);
    }

    public Fact with(Map<String, ?> data) {
        return new Fact(merchant, root, subjectKind, subject, type, occurredAt, reason, actor, data);
    }
}
