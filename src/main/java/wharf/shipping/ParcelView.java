package wharf.shipping;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wharf.shared.Dimensions;
import wharf.shared.MerchantId;
import wharf.shared.ParcelId;
import wharf.shared.WarehouseId;

/**
 * A parcel as it is read.
 *
 * @param number what people call it
 * @param label its newest label; null before one was ever asked for
 */
public record ParcelView(
        ParcelId id,
        MerchantId merchant,
        WarehouseId site,
        long number,
        String sscc,
        ParcelState state,
        String packaging,
        Dimensions outer,
        int weightGrams,
        Set<ParcelMark> marks,
        ShipTo shipTo,
        String requestedService,
        @Nullable LocalDate deliverBy,
        Instant packedAt,
        @Nullable Instant shippedAt,
        @Nullable LabelView label,
        List<ParcelLine> lines) {}
