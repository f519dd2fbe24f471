package wharf.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.platform.Cursor;

/**
 * Something told, or to be told, to an endpoint.
 *
 * @param id sent as {@code webhook-id}, with {@code msg_} before it; the same however often it is sent
 * @param sequence its place in the endpoint's order
 * @param attempts since it was queued or replayed
 * @param status the last HTTP status; null where nothing answered
 * @param problem what was wrong with the last attempt
 */
public record DeliveryView(
        UUID id,
        UUID endpoint,
        long sequence,
        String type,
        String body,
        State state,
        int attempts,
        Instant createdAt,
        @Nullable Instant settledAt,
        @Nullable Integer status,
        @Nullable String problem) {
    public enum State {
        QUEUED,
        DELIVERED,
        /** Given up; it can be replayed. */
        DEAD
    }

    /** Where a list, latest first, goes on after this. */
    public String cursor() {
        return Cursor.encode(sequence);
    }
}
