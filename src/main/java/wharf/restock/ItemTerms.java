package wharf.restock;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Where an item is bought and how.
 *
 * @param supplier name of a known supplier
 * @param packSize units that come together; null for 1
 * @param minimumQuantity least units of an order; null for 1
 * @param unitCostMinor in the supplier's currency
 * @param leadDays where it differs from the supplier's
 */
record ItemTerms(
        @NotBlank @Size(max = 100) String sku,
        @NotBlank @Size(max = 200) String supplier,
        @Nullable @Size(max = 100) String supplierSku,
        @Nullable @Min(1) @Max(1_000_000) Integer packSize,
        @Nullable @Min(1) @Max(1_000_000) Integer minimumQuantity,
        @NotNull @Min(0) @Max(100_000_000_000L) Long unitCostMinor,
        @Nullable @Min(0) @Max(365) Integer leadDays) {}
