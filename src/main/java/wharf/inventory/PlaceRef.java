package wharf.inventory;

import java.util.Set;
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

    private static final Set<String> OUTSIDE = Set.of(
            Kind.SUPPLIER.name(),
            Kind.CUSTOMER.name(),
            Kind.ADJUSTMENT.name(),
            Kind.SCRAP.name(),
            Kind.IN_TRANSIT.name());

    public static final UUID SUPPLIER = UUID.fromString("00000000-0000-7000-8000-000000000001");
    public static final UUID CUSTOMER = UUID.fromString("00000000-0000-7000-8000-000000000002");
    public static final UUID ADJUSTMENT = UUID.fromString("00000000-0000-7000-8000-000000000003");
    public static final UUID SCRAP = UUID.fromString("00000000-0000-7000-8000-000000000004");
    public static final UUID IN_TRANSIT = UUID.fromString("00000000-0000-7000-8000-000000000005");

    /** Whether a code is that of a virtual place. */
    static boolean isOutside(String code) {
        return OUTSIDE.contains(code);
    }
}
