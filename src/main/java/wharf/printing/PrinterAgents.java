package wharf.printing;

import java.util.UUID;
import wharf.shared.WarehouseId;

/** Port: what printing must know of agents, the programs in a warehouse's network that drive its printers. Whoever knows devices implements it. */
public interface PrinterAgents {
    /** Whether there is such an agent at this site, and it is still trusted. */
    boolean serves(UUID agent, WarehouseId site);
}
