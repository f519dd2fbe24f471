package wharf.picking;

import java.time.Instant;
import java.util.UUID;
import wharf.shared.WarehouseId;

/**
 * What was released to the floor together.
 *
 * @param number what people call it
 * @param tasksDone tasks that have ended, whichever way
 * @param walkMm the walks of its batches
 * @param aloneMm the walks there would have been one fulfilment at a time
 */
public record Wave(
        UUID id,
        WarehouseId warehouse,
        long number,
        Mode mode,
        Instant releasedAt,
        String releasedBy,
        int fulfilments,
        int batches,
        int batchesDone,
        int tasks,
        int tasksDone,
        int units,
        int shortUnits,
        long walkMm,
        long aloneMm) {

    /** How fulfilments are put together into walks. */
    public enum Mode {
        /** Carts that never mix departures: the most urgent ones are walked first. */
        WAVE,
        /** Carts of neighbours along the aisles, by a quick rule, whatever their departure. */
        BATCH,
        /** Carts that walk least, whatever their departure. */
        CLUSTER,
        /** One fulfilment a walk. */
        SINGLE
    }

    public double walkMetres() {
        return walkMm / 1000.0;
    }

    public double aloneMetres() {
        return aloneMm / 1000.0;
    }
}
