package wharf.warehouse;

import java.util.UUID;
import wharf.shared.WarehouseId;

/** Where people stand to pack, receive or inspect. */
public record WorkStation(UUID id, WarehouseId warehouse, String code, String name, Kind kind) {
    /** What is done there. */
    public enum Kind {
        PACK,
        RECEIVE,
        RETURNS
    }
}
