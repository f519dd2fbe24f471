package wharf.packing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import wharf.inventory.Allocations;

/**
 * Units that cannot be packed.
 *
 * @param requestId made by the client, unique in the session: the same one counts once
 * @param code barcode or SKU of the item
 */
public record ShortReport(
        @NotBlank @Size(max = 100) String requestId,
        @NotBlank @Size(max = 100) String code,
        @Min(1) @Max(1_000_000) int quantity,
        @NotNull Allocations.Loss loss) {}
