package wharf.payment;

import java.util.UUID;
import wharf.shared.Money;

/**
 * An amount to take at shipment, once per cause.
 *
 * @param cause names the shipment; at most 100 characters
 */
public record CaptureOrder(UUID reference, Money amount, String cause) {
    public CaptureOrder {
        if (amount.minor() < 0) throw new IllegalArgumentException("cannot capture " + amount);
    }
}
