package wharf.inventory;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.WarehouseId;

/** A place stock can be in. Virtual places (supplier, customer, adjustment, scrap, in transit) have no warehouse and no balance. */
public record PlaceRef(
        UUID id, @Nullable WarehouseId warehouse, Kind kind, String code, int sequence, boolean pickable) {
    public enum Kind {
        BIN,
        TOTE,
        CARTON,
        PALLET,
        STAGING,
        SUPPLIER,
        CUSTOMER,
        ADJUSTMENT,
        SCRAP,
        IN_TRANSIT
    }

    public static final UUID SUPPLIER = UUID.fromString("00000000-0000-7000-8000-000000000001");
    public static final UUID CUSTOMER = UUID.fromString("00000000-0000-7000-8000-000000000002");
    public static final UUID ADJUSTMENT = UUID.fromString("00000000-0000-7000-8000-000000000003");
    public static final UUID SCRAP = UUID.fromString("00000000-0000-7000-8000-000000000004");
    public static final UUID IN_TRANSIT = UUID.fromString("00000000-0000-7000-8000-000000000005");
}
