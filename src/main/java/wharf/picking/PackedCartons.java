package wharf.picking;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.WarehouseId;

/** Port: what people read and scan on the cartons that units are packed in. Whoever knows parcels implements it as a bean. */
public interface PackedCartons {
    /** The places of the cartons of the site that carry this code. */
    Set<UUID> places(WarehouseId site, String scanned);

    /** Of those places that are cartons, how people tell them apart. */
    Map<UUID, Carton> of(Collection<UUID> places);

    /**
     * A carton on the floor: a parcel with its barcodes, or one that is still open at the bench and has none.
     *
     * @param parcel the parcel's number
     * @param tracking of its newest label; null where there never was one
     * @param openFrom the tote or fulfilment that was being packed into it
     */
    record Carton(
            @Nullable String parcel,
            @Nullable String sscc,
            @Nullable String tracking,
            @Nullable String openFrom) {}
}
