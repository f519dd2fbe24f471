package wharf.delivery.cases;

import java.util.EnumSet;
import java.util.Set;

/** The life of a case. What was decided but could not be done needs a person again. */
public enum CaseState {
    OPEN,
    DECIDED,
    CLOSED;

    /** Which states can follow. */
    public Set<CaseState> next() {
        return switch (this) {
            case OPEN -> EnumSet.of(DECIDED);
            case DECIDED -> EnumSet.of(OPEN, CLOSED);
            case CLOSED -> EnumSet.noneOf(CaseState.class);
        };
    }
}
