package wharf.payment;

import java.util.EnumSet;
import java.util.Set;

/** How far an attempt has come. */
public enum AttemptState {
    /** Journalled; the call is out, or a person has to settle it. */
    PENDING,
    SUCCEEDED,
    DECLINED,
    /** The shopper has to complete a challenge. */
    REQUIRES_ACTION,
    /** The call ended without an answer; the provider is being asked. */
    UNKNOWN,
    /** An authorisation that lived and is over. */
    EXPIRED;

    /** The states that may follow this one. */
    public Set<AttemptState> next() {
        return switch (this) {
            case PENDING -> EnumSet.of(SUCCEEDED, DECLINED, REQUIRES_ACTION, UNKNOWN);
            case UNKNOWN -> EnumSet.of(SUCCEEDED, DECLINED, REQUIRES_ACTION);
            case REQUIRES_ACTION -> EnumSet.of(SUCCEEDED, DECLINED);
            case SUCCEEDED -> EnumSet.of(EXPIRED);
            case DECLINED, EXPIRED -> EnumSet.noneOf(AttemptState.class);
        };
    }

    /** Whether an outcome is still to come. */
    public boolean isOpen() {
        return next().contains(SUCCEEDED);
    }
}
