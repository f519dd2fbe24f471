package wharf.picking;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Units taken from a bin and put into a tote.
 *
 * @param scan id made by the device: sent again, it counts once
 * @param bin code scanned at the bin
 * @param item barcode or SKU scanned at the item
 * @param quantity units; null for as many as the barcode stands for
 * @param tote code or licence plate scanned at the tote
 */
public record PickScan(
        UUID scan,
        UUID task,
        String bin,
        String item,
        @Nullable Integer quantity,
        String tote) {}
