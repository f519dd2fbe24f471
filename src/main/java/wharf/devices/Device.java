package wharf.devices;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.WarehouseId;

/**
 * Something that joined.
 *
 * @param station where a browser stands; null for what walks around, and for agents
 * @param software what it said it runs: the browser, or the agent's version
 * @param silentSeconds since it was last heard of, to half a minute
 * @param revokedAt when it was shut out; null while it may come in
 */
public record Device(
        UUID id,
        WarehouseId warehouse,
        Kind kind,
        String name,
        @Nullable UUID station,
        String software,
        Instant joinedAt,
        Instant lastSeenAt,
        long silentSeconds,
        @Nullable Instant revokedAt) {
    /** What it is. */
    public enum Kind {
        /** A phone or scanner that somebody carries. */
        HANDHELD,
        /** A browser that stands at a pack station. */
        STATION,
        /** A program in the warehouse's network that drives printers and scales. */
        AGENT
    }

    private static final long PRESENT_SECONDS = 90;

    public boolean present() {
        return revokedAt == null && silentSeconds <= PRESENT_SECONDS;
    }
}
