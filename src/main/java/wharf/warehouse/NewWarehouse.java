package wharf.warehouse;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import wharf.shared.Refusal;

/** A site to be created or changed; see {@link Warehouse} for the fields. */
public record NewWarehouse(
        @NotBlank
        @Pattern(
                regexp = "[A-Z0-9][A-Z0-9-]{1,15}",
                message = "must be 2 to 16 of A-Z, 0-9 and -, starting with a letter or digit")
        String code,

        @NotBlank @Size(max = 100) @Pattern(regexp = PRINTABLE, message = MUST_PRINT)
        String name,

        @NotBlank @Size(max = 100) @Pattern(regexp = PRINTABLE, message = MUST_PRINT)
        String line1,

        @NotBlank @Size(max = 100) @Pattern(regexp = PRINTABLE, message = MUST_PRINT)
        String city,

        @Nullable @Size(max = 100) @Pattern(regexp = PRINTABLE, message = MUST_PRINT)
        String region,

        @NotBlank @Size(max = 20) @Pattern(regexp = PRINTABLE, message = MUST_PRINT)
        String postcode,

        @NotNull @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO 3166-1 alpha-2 code such as US")
        String country,

        @DecimalMin("-90") @DecimalMax("90") double latitude,
        @DecimalMin("-180") @DecimalMax("180") double longitude,
        @NotBlank @Size(max = 50) String timeZone,
        @Nullable ReleaseMode releaseMode,
        @Nullable @Positive Integer dailyOrderCapacity) {
    private static final String PRINTABLE = "[^\\p{Cc}\\p{Cs}]*";
    private static final String MUST_PRINT = "must not contain control characters";

    ZoneId zone() {
        try {
            return ZoneId.of(timeZone);
        } catch (DateTimeException unknown) {
            throw Refusal.invalid(
                    "unknown-time-zone", "timeZone", timeZone, "Use an IANA name such as America/New_York.");
        }
    }

    ReleaseMode releaseModeOrAuto() {
        return releaseMode == null ? ReleaseMode.AUTO : releaseMode;
    }
}
