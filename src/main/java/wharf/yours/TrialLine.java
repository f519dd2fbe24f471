package wharf.yours;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One order of the result; amounts of {@code alone} are the baseline's. */
public record TrialLine(
        int n,
        String ref,
        @Nullable Instant placedAt,
        String city,
        String region,
        String country,
        int units,
        String sites,
        int parcels,
        String cartons,
        long postageMinor,
        long packingMinor,
        int days,
        double miles,
        @Nullable Long savingMinor,
        @Nullable Long aloneMinor,
        @Nullable Integer aloneDays) {
    public long costMinor() {
        return postageMinor + packingMinor;
    }
}
