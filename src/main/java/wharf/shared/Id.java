package wharf.shared;

import java.util.UUID;

/** A typed identifier; the value is a UUIDv7 made in the JVM. */
public sealed interface Id permits MerchantId, WarehouseId, ItemId, OrderId, FulfilmentId, ParcelId, ReturnId {
    UUID value();
}
