package wharf.shipping;

import java.util.EnumSet;
import java.util.Set;

/** The life of a parcel. A label that is voided to be bought anew takes the parcel back to PACKED. */
public enum ParcelState {
    PACKED,
    LABELLED,
    MANIFESTED,
    SHIPPED,
    DELIVERED,
    EXCEPTION,
    RETURNED_TO_SENDER,
    LOST,
    VOIDED;

    /** The states that may follow; none for an end state. */
    public Set<ParcelState> next() {
        return switch (this) {
            case PACKED -> EnumSet.of(LABELLED, VOIDED);
            case LABELLED -> EnumSet.of(MANIFESTED, PACKED, VOIDED);
            case MANIFESTED -> EnumSet.of(SHIPPED, VOIDED);
            case SHIPPED -> EnumSet.of(DELIVERED, EXCEPTION, RETURNED_TO_SENDER, LOST);
            case EXCEPTION -> EnumSet.of(DELIVERED, RETURNED_TO_SENDER, LOST);
            case DELIVERED, RETURNED_TO_SENDER, LOST, VOIDED -> EnumSet.noneOf(ParcelState.class);
        };
    }
}
