package wharf.shipping.tracking;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the messages of one carrier, or of one service that speaks for many. Declare one as a bean to add a carrier. */
public interface TrackingSource {
    /** Its name in the address of its webhook, lower case. */
    String name();

    /**
     * The events in a message, in any order; those that say nothing about a parcel are left out.
     *
     * @throws UnreadableMessage when it is not a message of this carrier
     */
    List<CarrierReport> read(JsonNode message);
}
