package wharf.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint without its secret.
 *
 * @param merchant whose; null for the operator's, which hears of all merchants
 * @param events names of events it wants; none for all
 * @param reason why it is off
 * @param sequence of its last delivery
 * @param failingSince the first failure since it last answered well
 * @param queued and {@code dead}: deliveries that wait, and that were given up
 */
public record EndpointView(
        UUID id,
        @Nullable UUID merchant,
        String url,
        String description,
        List<String> events,
        State state,
        @Nullable String reason,
        long sequence,
        @Nullable Instant failingSince,
        Instant createdAt,
        String createdBy,
        long queued,
        long dead) {
    public enum State {
        ACTIVE,
        /** Nothing is sent, and what happens now is not kept for it. */
        OFF
    }
}
