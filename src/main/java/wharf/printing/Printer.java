package wharf.printing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.WarehouseId;

/**
 * A printer in a warehouse, for labels or for documents.
 *
 * @param host null for a simulated one, which listens on this machine's loopback
 * @param port of a simulated printer: 0 for any free one
 * @param path of an IPP printer, such as {@code /ipp/print} or {@code /printers/office} at CUPS
 * @param agent who drives it, where this server cannot reach it; null when the server does
 */
public record Printer(
        UUID id,
        WarehouseId warehouse,
        String name,
        Kind kind,
        @Nullable String host,
        int port,
        Media media,
        String path,
        boolean active,
        @Nullable UUID agent) {
    /** How it is spoken to. */
    public enum Kind {
        /** Bytes over TCP, as printers take them on port 9100: ZPL for labels, PDF for documents. */
        RAW_9100,
        /** PDF by the Internet Printing Protocol, as office printers and CUPS take it; documents only. */
        IPP,
        /** A simulator inside Wharf that keeps what it would have printed. */
        SIMULATED
    }

    /** What it prints on. */
    public enum Media {
        /** 4 by 6 inches at 203 dpi. */
        LABEL_4X6,
        /** Sheets of paper, as PDF. */
        DOCUMENT
    }
}
