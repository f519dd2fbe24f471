package wharf.picking;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.inventory.Allocations.Loss;

/**
 * Units that a picker could not take.
 *
 * @param scan id made by the device: sent again, it counts once
 * @param quantity units; null for all that are left to pick
 */
public record LossReport(UUID scan, UUID task, @Nullable Integer quantity, Loss loss) {}
