package wharf.returns;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a unit that is coming back is. Each unit of a return's line is in exactly one. */
public enum ReturnState {
    REQUESTED,
    AUTHORISED,
    IN_TRANSIT,
    RECEIVED,
    GRADED,
    SETTLED,
    REJECTED,
    EXPIRED,
    CANCELLED;

    /**
     * Which states can follow. Goods may arrive before anybody has authorised them; a count that is undone takes units back to where they
     * were, or, when nobody had announced them, out of the return. A shopper may have said too early that the parcel was handed in.
     */
    public Set<ReturnState> next() {
        return switch (this) {
            case REQUESTED -> EnumSet.of(AUTHORISED, REJECTED, CANCELLED, RECEIVED);
            case AUTHORISED -> EnumSet.of(IN_TRANSIT, RECEIVED, EXPIRED, CANCELLED);
            case IN_TRANSIT -> EnumSet.of(AUTHORISED, RECEIVED, EXPIRED);
            case RECEIVED -> EnumSet.of(GRADED, REQUESTED, AUTHORISED, IN_TRANSIT, CANCELLED);
            case GRADED -> EnumSet.of(SETTLED);
            case SETTLED, REJECTED, EXPIRED, CANCELLED -> EnumSet.noneOf(ReturnState.class);
        };
    }

    public boolean isFinal() {
        return next().isEmpty();
    }

    /** Whether the merchant will never get these units by this return, so that others may ask for them anew. */
    public boolean givesUp() {
        return switch (this) {
            case REJECTED, EXPIRED, CANCELLED -> true;
            case REQUESTED, AUTHORISED, IN_TRANSIT, RECEIVED, GRADED, SETTLED -> false;
        };
    }

    /** The counter's column in {@code rma_line}. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
