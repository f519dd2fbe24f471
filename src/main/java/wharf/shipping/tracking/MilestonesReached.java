package wharf.shipping.tracking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shipping.ParcelState;

/** Parcels that were heard of. Published synchronously inside the transaction that draws the conclusions. */
public record MilestonesReached(List<Reached> parcels) {
    /**
     * One of them.
     *
     * @param state where its journey puts it now
     * @param moved whether that is another state than before
     * @param fresh what it has reached for the first time, of which {@code latest} may be one: the rest came late and is no news
     * @param latest where it is
     */
    public record Reached(
            ParcelId parcel,
            MerchantId merchant,
            List<OrderId> orders,
            ParcelState state,
            boolean moved,
            Set<Milestone> fresh,
            Milestone latest,
            Instant latestAt,
            @Nullable String place,
            @Nullable LocalDate expectedBy) {
        /** Whether this is news: it is where the parcel is, and it was not there before. */
        public boolean isNews() {
            return fresh.contains(latest);
        }
    }
}
