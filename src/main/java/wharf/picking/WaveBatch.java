package wharf.picking;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch as its wave lists it.
 *
 * @param practice whether its orders are for training only
 * @param picker who has it, or had it last; null when nobody does
 * @param tasksDone tasks that have ended, whichever way
 * @param shortUnits units that were not found
 */
public record WaveBatch(
        UUID id,
        long number,
        BatchView.State state,
        boolean practice,
        @Nullable String picker,
        Instant shipBy,
        int fulfilments,
        int tasks,
        int tasksDone,
        int units,
        int shortUnits,
        long walkMm) {
    public double walkMetres() {
        return walkMm / 1000.0;
    }
}
