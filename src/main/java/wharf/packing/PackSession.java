package wharf.packing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.WarehouseId;

/**
 * A row of {@code pack_session}.
 *
 * @param cartonId place of the carton being filled; null before its first unit
 * @param worker whom to show; {@code workerKey} is who it is
 * @param leased the packer is at work: nobody else may take over yet
 */
record PackSession(
        UUID id,
        WarehouseId site,
        String code,
        @Nullable UUID toteId,
        String worker,
        @Nullable String workerKey,
        boolean leased,
        @Nullable UUID cartonId,
        @Nullable Instant closedAt) {
    boolean isOpen() {
        return closedAt == null;
    }
}
