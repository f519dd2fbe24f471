package wharf.catalog;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of an item is sold for.
 *
 * @param amountMinor in minor units of {@code currency}
 * @param currency ISO 4217; the merchant's if left out
 * @param validFrom business time; now if left out. A second price from the same time on replaces the first
 */
public record NewPrice(
        @NotBlank @Size(max = 100) String sku,
        @NotNull @PositiveOrZero @Max(1_000_000_000_000L) Long amountMinor,

        @Nullable @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code such as USD")
        String currency,

        @Nullable Instant validFrom) {}
