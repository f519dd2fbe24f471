package wharf.packing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.catalog.ItemInstruction;
import wharf.shared.FulfilmentId;

/**
 * What the packer must know or do. ACKNOWLEDGE must be confirmed before a parcel closes; DOCUMENT names a paper that goes along.
 *
 * @param lineNo the order line it is about; null for the whole order
 */
public record PackInstruction(
        UUID id,
        FulfilmentId fulfilment,
        @Nullable Integer lineNo,
        ItemInstruction.Type type,
        String text,
        boolean acknowledged) {
    boolean blocks() {
        return type == ItemInstruction.Type.ACKNOWLEDGE && !acknowledged;
    }
}
