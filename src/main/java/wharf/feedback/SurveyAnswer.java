package wharf.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import wharf.platform.Cursor;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/**
 * What a shopper answered.
 *
 * @param orderNumber Wharf's own
 * @param externalId as the shopper knows the order
 * @param attention whether a person should do something about it
 * @param note what a person did about it
 */
public record SurveyAnswer(
        OrderId order,
        SurveyKind kind,
        MerchantId merchant,
        long orderNumber,
        String externalId,
        String channel,
        int score,
        @Nullable String comment,
        Instant answeredAt,
        @Nullable Instant changedAt,
        Attention attention,
        @Nullable String note,
        @Nullable Instant closedAt,
        @Nullable String closedBy) {
    public enum Attention {
        /** Nobody need do anything. */
        NONE,
        /** Somebody is unhappy, and nobody has looked after it. */
        OPEN,
        CLOSED
    }

    /** Where a list, newest first, goes on after this. */
    public String cursor() {
        return Cursor.encode(answeredAt, order, kind);
    }
}
