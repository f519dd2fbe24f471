package wharf.warehouse;

import java.util.UUID;
import wharf.shared.WarehouseId;

/**
 * A container that carries picks.
 *
 * @param place its place in the stock ledger
 * @param code what people call it, unique in its site
 * @param lpn its licence plate: what its barcode says, unique everywhere
 */
public record Tote(UUID place, WarehouseId warehouse, String code, String lpn) {}
