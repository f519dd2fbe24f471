package wharf.shipping;

import java.util.EnumSet;
import java.util.Set;

/** The life of a label. One that was bought, or may have been, is voided at the carrier before it counts as gone. */
public enum LabelState {
    WANTED,
    BOUGHT,
    REFUSED,
    VOIDING,
    VOIDED;

    /** The states that may follow. A purchase that arrives after its label was voided makes it VOIDING again. */
    public Set<LabelState> next() {
        return switch (this) {
            case WANTED -> EnumSet.of(BOUGHT, REFUSED, VOIDING);
            case BOUGHT -> EnumSet.of(VOIDING);
            case VOIDING -> EnumSet.of(VOIDED);
            case VOIDED -> EnumSet.of(VOIDING);
            case REFUSED -> EnumSet.noneOf(LabelState.class);
        };
    }
}
