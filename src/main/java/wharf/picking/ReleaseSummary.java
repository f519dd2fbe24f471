package wharf.picking;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a release.
 *
 * @param wave null when no unit could be allocated: there is no wave then
 * @param number what people call the wave; 0 without one
 * @param shortages what the caller has to find elsewhere
 * @param walkMm the walks of the batches
 * @param aloneMm the walks there would have been one fulfilment at a time
 */
public record ReleaseSummary(
        @Nullable UUID wave,
        long number,
        int fulfilments,
        int batches,
        int tasks,
        int units,
        List<Shortage> shortages,
        long walkMm,
        long aloneMm) {
    public ReleaseSummary {
        shortages = List.copyOf(shortages);
    }

    static ReleaseSummary nothing(List<Shortage> shortages) {
        return new ReleaseSummary(null, 0, 0, 0, 0, 0, shortages, 0, 0);
    }
}
