package wharf.shipping;

import java.util.UUID;
import wharf.shared.Dimensions;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;

/**
 * A label for what comes back.
 *
 * @param id of what is returned; one label each
 * @param root what documents and calls are listed under, the order's id
 * @param site where it goes
 * @param printedReference printed on the label and in its QR code, at most 50 characters
 * @param shipFrom who sends it
 */
public record NewReturnLabel(
        UUID id,
        MerchantId merchant,
        UUID root,
        WarehouseId site,
        String printedReference,
        ShipTo shipFrom,
        Dimensions outer,
        int weightGrams) {}
