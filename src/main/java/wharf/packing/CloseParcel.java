package wharf.packing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Closes the parcel of a session.
 *
 * @param requestId made by the client, unique in the session: the same one makes one parcel
 * @param carton code of the carton type, or OWN for a single unit in its own packaging
 * @param weightGrams as weighed, everything included
 * @param overrideReason why a weight outside the tolerance is right
 * @param station whose printer the label comes out of; null for the warehouse's
 */
public record CloseParcel(
        @NotBlank @Size(max = 100) String requestId,
        @NotBlank @Size(max = 32) String carton,
        @Min(1) @Max(2_000_000) int weightGrams,
        @Nullable @Size(max = 500) String overrideReason,
        @Nullable UUID station) {}
