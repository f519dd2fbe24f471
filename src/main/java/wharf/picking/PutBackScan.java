package wharf.picking;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Units taken from a container and put into a bin.
 *
 * @param scan id made by the device: sent again, it counts once
 * @param container code scanned at the container
 * @param item barcode or SKU scanned at the item
 * @param quantity units; null for as many as the barcode stands for
 * @param bin code scanned at the bin: the suggested one or any other where picks are made
 */
public record PutBackScan(
        UUID scan,
        UUID putBack,
        String container,
        String item,
        @Nullable Integer quantity,
        String bin) {}
