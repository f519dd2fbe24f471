package wharf.floor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at work at a site.
 *
 * @param endedAt null while they are
 * @param corrections how often a manager changed it
 */
public record WorkPeriod(
        UUID id,
        UUID userId,
        String name,
        UUID warehouseId,
        String warehouse,
        Instant startedAt,
        @Nullable Instant endedAt,
        int corrections) {
    /** Whole minutes; null while it goes on. */
    @JsonProperty
    public @Nullable Long minutes() {
        return endedAt == null ? null : Duration.between(startedAt, endedAt).toMinutes();
    }
}
