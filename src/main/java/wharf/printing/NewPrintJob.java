package wharf.printing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;

/**
 * Something to be printed: a label of 4 by 6 inches as ZPL, or a document as PDF.
 *
 * @param station whose printer it comes out of; null for the warehouse's
 * @param root what the printing is shown under (the order)
 * @param subject what it is a label of (the parcel)
 * @param title what people call it
 * @param zpl complete formats, {@code ^XA} to {@code ^XZ}; empty for a document
 * @param file the stored PDF of a document; null for a label
 */
public record NewPrintJob(
        MerchantId merchant,
        WarehouseId warehouse,
        @Nullable UUID station,
        UUID root,
        UUID subject,
        String title,
        String zpl,
        @Nullable UUID file) {
    /** A label. */
    public NewPrintJob(
            MerchantId merchant,
            WarehouseId warehouse,
            @Nullable UUID station,
            UUID root,
            UUID subject,
            String title,
            String zpl) {
        this(merchant, warehouse, station, root, subject, title, zpl, null);
    }

    /** A document; what it is of is the file itself. */
    public static NewPrintJob document(
            MerchantId merchant, WarehouseId warehouse, @Nullable UUID station, UUID root, String title, UUID file) {
        return new NewPrintJob(merchant, warehouse, station, root, file, title, "", file);
    }

    Printer.Media media() {
        return file == null ? Printer.Media.LABEL_4X6 : Printer.Media.DOCUMENT;
    }
}
