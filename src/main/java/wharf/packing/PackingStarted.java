package wharf.packing;

import java.util.List;
import wharf.shared.FulfilmentId;

/** A packer began with these fulfilments. Published synchronously, in the transaction of the session's opening. */
public record PackingStarted(List<FulfilmentId> fulfilments) {
    public PackingStarted {
        fulfilments = List.copyOf(fulfilments);
    }
}
