package wharf.shipping;

import java.util.EnumSet;
import java.util.Set;

/**
 * The life of a parcel. A label that is voided to be bought anew takes the parcel back to PACKED. From SHIPPED on it follows from what the
 * carrier reports ({@code tracking.Journey}), which may be put right later: a lost parcel turns up, a delivered one comes back.
 */
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
            case EXCEPTION -> EnumSet.of(SHIPPED, DELIVERED, RETURNED_TO_SENDER, LOST);
            case LOST -> EnumSet.of(SHIPPED, EXCEPTION, DELIVERED, RETURNED_TO_SENDER);
            case DELIVERED -> EnumSet.of(RETURNED_TO_SENDER);
            case RETURNED_TO_SENDER -> EnumSet.of(DELIVERED);
            case VOIDED -> EnumSet.noneOf(ParcelState.class);
        };
    }

    /** Whether it is out of our hands. */
    public boolean hasLeft() {
        return switch (this) {
            case SHIPPED, DELIVERED, EXCEPTION, RETURNED_TO_SENDER, LOST -> true;
            case PACKED, LABELLED, MANIFESTED, VOIDED -> false;
        };
    }

    /** Whether nothing more is expected of it. */
    public boolean isOver() {
        return switch (this) {
            case DELIVERED, RETURNED_TO_SENDER, LOST, VOIDED -> true;
            case PACKED, LABELLED, MANIFESTED, SHIPPED, EXCEPTION -> false;
        };
    }
}
