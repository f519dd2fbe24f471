package wharf.demo.people;

import java.util.Set;
import java.util.UUID;

/** Which orders the simulated people leave alone, because somebody real wants to handle them. */
public interface LeaveAlone {
    /** Ids of orders. */
    Set<UUID> orders();
}
