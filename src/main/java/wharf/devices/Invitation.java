package wharf.devices;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.WarehouseId;

/**
 * Who may join.
 *
 * @param name what people will call it
 * @param station where the browser will stand; for kind {@code STATION} only, and needed there
 */
record Invitation(
        WarehouseId warehouse,
        Device.Kind kind,
        String name,
        @Nullable UUID station) {}
