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

    /** Which states can follow; undoing a scan goes back by one. */
    public Set<FulfilmentState> next() {
        return switch (this) {
            case PLANNED -> EnumSet.of(RELEASED, CANCELLED);
            case RELEASED -> EnumSet.of(PICKING, PICKED, CANCELLED);
            case PICKING -> EnumSet.of(RELEASED, PICKED, PACKING, PACKED, SHIPPED, CANCELLED);
            case PICKED -> EnumSet.of(PICKING, PACKING, PACKED, SHIPPED, CANCELLED);
            case PACKING -> EnumSet.of(PICKING, PICKED, PACKED, SHIPPED, CANCELLED);
            case PACKED -> EnumSet.of(PICKING, PICKED, PACKING, SHIPPED, CANCELLED);
            case SHIPPED, CANCELLED -> EnumSet.noneOf(FulfilmentState.class);
        };
    }

    public boolean isFinal() {
        return next().isEmpty();
    }
}
