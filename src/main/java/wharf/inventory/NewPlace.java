package wharf.inventory;

import wharf.shared.WarehouseId;

/**
 * A place to be created.
 *
 * @param sequence the order in which pickers come past it; allocation prefers low ones
 * @param pickable whether picks may be sent here; totes and cartons are not
 */
public record NewPlace(WarehouseId warehouse, PlaceRef.Kind kind, String code, int sequence, boolean pickable) {
    public static NewPlace bin(WarehouseId warehouse, String code, int sequence) {
        return new NewPlace(warehouse, PlaceRef.Kind.BIN, code, sequence, true);
    }

    public static NewPlace container(WarehouseId warehouse, PlaceRef.Kind kind, String code) {
        return new NewPlace(warehouse, kind, code, 0, false);
    }
}
