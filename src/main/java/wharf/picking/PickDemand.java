package wharf.picking;

import java.time.Instant;
import wharf.inventory.Demand;

/**
 * Units a fulfilment needs off the shelves.
 *
 * @param shipBy when the fulfilment has to leave; the same for all its lines
 * @param priority higher is more urgent; the same for all its lines
 */
public record PickDemand(Demand demand, Instant shipBy, int priority) {}
