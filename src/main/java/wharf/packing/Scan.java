package wharf.packing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A scan at the pack station.
 *
 * @param requestId made by the client, unique in the session: the same one counts once, however often it is sent
 * @param code barcode or SKU; a case's barcode counts as the units in it
 * @param times how often the code is meant; null for once
 * @param serial of the unit, for items that are tracked by serial
 */
public record Scan(
        @NotBlank @Size(max = 100) String requestId,
        @NotBlank @Size(max = 100) String code,
        @Nullable @Min(1) @Max(10_000) Integer times,
        @Nullable @Size(max = 100) String serial) {
    public static Scan of(String requestId, String code) {
        return new Scan(requestId, code, null, null);
    }

    int timesOrOnce() {
        return times == null ? 1 : times;
    }
}
