package wharf.printing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.WarehouseId;

/**
 * A label printer in a warehouse.
 *
 * @param host null for a simulated one, which listens on this machine's loopback
 * @param port of a simulated printer: 0 for any free one
 */
public record Printer(
        UUID id,
        WarehouseId warehouse,
        String name,
        Kind kind,
        @Nullable String host,
        int port,
        Media media,
        boolean active) {
    /** How it is spoken to. */
    public enum Kind {
        /** ZPL over TCP, as label printers take it on port 9100. */
        RAW_9100,
        /** A simulator inside Wharf that keeps what it would have printed. */
        SIMULATED
    }

    /** What it prints on. */
    public enum Media {
        /** 4 by 6 inches at 203 dpi. */
        LABEL_4X6
    }
}
