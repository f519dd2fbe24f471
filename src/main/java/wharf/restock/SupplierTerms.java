package wharf.restock;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A supplier as given: found by name, or new.
 *
 * @param leadDays from order to shelf
 * @param leadDaysDeviation standard deviation of that, 0 for always kept
 * @param minimumOrderMinor least value of an order in {@code currency}; null for none
 * @param currency ISO 4217; null for the merchant's
 */
record SupplierTerms(
        @NotBlank @Size(max = 200) String name,
        @Nullable @Email @Size(max = 254) String email,
        @NotNull @Min(0) @Max(365) Integer leadDays,
        @Nullable @Min(0) @Max(180) Integer leadDaysDeviation,
        @Nullable @Min(0) @Max(1_000_000_000_000L) Long minimumOrderMinor,

        @Nullable @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code such as USD")
        String currency) {}
