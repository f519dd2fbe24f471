package wharf.payment;

import java.util.UUID;
import wharf.shared.Money;

/**
 * An amount to take at shipment, once per cause.
 *
 * @param amount what to take; or, {@code inAll}, what is to be taken together with all that was taken, is being taken or is owed before
 * @param cause names the shipment; at most 100 characters
 * @param inAll how much is missing is worked out with the payment locked, so that two who ask at once take no more than the larger of both
 */
public record CaptureOrder(UUID reference, Money amount, String cause, boolean inAll) {
    public CaptureOrder {
        if (amount.minor() < 0) throw new IllegalArgumentException("cannot capture " + amount);
    }

    public CaptureOrder(UUID reference, Money amount, String cause) {
        this(reference, amount, cause, false);
    }

    /** What is missing until {@code total} is taken. The cause is the total; what is owed counts where its cause is of this kind. */
    public static CaptureOrder reaching(UUID reference, Money total, String kind) {
        return new CaptureOrder(reference, total, kind + ":" + total.minor(), true);
    }

    /** Whether what was begun or is owed under a cause counts for this. */
    boolean counts(String other) {
        return inAll ? other.startsWith(cause.substring(0, cause.indexOf(':') + 1)) : other.equals(cause);
    }
}
