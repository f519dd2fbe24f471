package wharf.fulfilment;

import java.util.EnumSet;
import java.util.Set;

/** The life of what one warehouse ships of an order. */
public enum FulfilmentState {
    PLANNED,
    RELEASED,
    PICKING,
    PICKED,
    PACKING,
    PACKED,
    SHIPPED,
    CANCELLED;

    /** Which states can follow. Once on the floor, units go back as well as on: scans are undone, parcels voided. */
    public Set<FulfilmentState> next() {
        return switch (this) {
            case PLANNED -> EnumSet.of(RELEASED, CANCELLED);
            case RELEASED -> EnumSet.of(PICKING, PICKED, CANCELLED);
            case PICKING -> EnumSet.of(RELEASED, PICKED, PACKING, PACKED, SHIPPED, CANCELLED);
            case PICKED -> EnumSet.of(RELEASED, PICKING, PACKING, PACKED, SHIPPED, CANCELLED);
            case PACKING -> EnumSet.of(RELEASED, PICKING, PICKED, PACKED, SHIPPED, CANCELLED);
            case PACKED -> EnumSet.of(RELEASED, PICKING, PICKED, PACKING, SHIPPED, CANCELLED);
            case SHIPPED, CANCELLED -> EnumSet.noneOf(FulfilmentState.class);
        };
    }

    public boolean isFinal() {
        return next().isEmpty();
    }
}
