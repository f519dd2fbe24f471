package wharf.picking;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import wharf.shared.FulfilmentId;

/** Port: the instructions for the picking stage. Whoever keeps them implements it as a bean. */
public interface PickInstructions {
    List<PickInstruction> forPicking(Collection<FulfilmentId> fulfilments);

    /** Records who confirmed it (the current actor) and when; confirming again changes nothing. In the caller's transaction. */
    void acknowledge(FulfilmentId fulfilment, UUID instruction);
}
