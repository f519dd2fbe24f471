package wharf.checkout;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * How a merchant's shop is run.
 *
 * @param open whether everybody may see the storefront: items with a price, and how many are left
 * @param holdMinutes how long stock is kept for an order that is not paid yet; 30 if left out
 */
public record ShopSettings(
        @NotNull Boolean open, @Nullable @Min(5) @Max(1440) Integer holdMinutes) {}
