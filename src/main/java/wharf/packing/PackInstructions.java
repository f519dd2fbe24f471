package wharf.packing;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import wharf.shared.FulfilmentId;

/** Port: the instructions for the packing stage. Whoever keeps them implements it as a bean. */
public interface PackInstructions {
    List<PackInstruction> forPacking(Collection<FulfilmentId> fulfilments);

    /** Records who confirmed it (the current actor) and when; confirming again changes nothing. In the caller's transaction. */
    void acknowledge(FulfilmentId fulfilment, UUID instruction);
}
