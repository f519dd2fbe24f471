package wharf.printing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;

/**
 * Something to be printed on a 4 by 6 inch label.
 *
 * @param station whose printer it comes out of; null for the warehouse's
 * @param root what the printing is shown under (the order)
 * @param subject what it is a label of (the parcel)
 * @param title what people call it
 * @param zpl complete formats, {@code ^XA} to {@code ^XZ}
 */
public record NewPrintJob(
        MerchantId merchant,
        WarehouseId warehouse,
        @Nullable UUID station,
        UUID root,
        UUID subject,
        String title,
        String zpl) {}
