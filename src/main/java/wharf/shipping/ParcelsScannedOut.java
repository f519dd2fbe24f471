package wharf.shipping;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.FulfilmentId;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.ParcelId;
import wharf.shared.WarehouseId;

/** Parcels left the building. Published synchronously inside the transaction that ships them: a listener that throws keeps them here. */
public record ParcelsScannedOut(WarehouseId site, Instant at, List<ScannedOut> parcels) {
    /**
     * One of them.
     *
     * @param container the stock place that the carton is; null where it is none
     * @param postage what each fulfilment in it bears of the label; adds up to the label's postage
     * @param lines which units left
     */
    public record ScannedOut(
            ParcelId parcel,
            MerchantId merchant,
            @Nullable UUID container,
            String carrier,
            String service,
            String tracking,
            Map<FulfilmentId, Money> postage,
            List<ParcelLine> lines) {}
}
