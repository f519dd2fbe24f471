package wharf.picking;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.catalog.ItemInstruction;
import wharf.shared.FulfilmentId;
import wharf.shared.Problem;

/**
 * What the picker must know or do. ACKNOWLEDGE must be confirmed before a unit it is about is picked; DOCUMENT names a paper that goes along.
 *
 * @param lineNo the order line it is about; null for the whole order
 */
public record PickInstruction(
        UUID id,
        FulfilmentId fulfilment,
        @Nullable Integer lineNo,
        ItemInstruction.Type type,
        String text,
        boolean acknowledged) {
    /** Whether nothing may be picked before somebody confirms it. */
    public boolean blocks() {
        return type == ItemInstruction.Type.ACKNOWLEDGE && !acknowledged;
    }

    boolean isAbout(PickTask task) {
        return fulfilment.equals(task.fulfilment()) && (lineNo == null || lineNo == task.lineNo());
    }

    Problem unconfirmed() {
        return Problem.of("not-acknowledged", "instructions", id, "Confirm first: " + text);
    }
}
