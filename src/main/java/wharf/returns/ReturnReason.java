package wharf.returns;

import org.jspecify.annotations.Nullable;

/**
 * Why something comes back, as a merchant offers it to shoppers.
 *
 * @param code capital letters, digits and underscores; the well-known ones ({@link ReturnPolicy#STANDARD}) are shown in the shopper's language
 * @param label shown as it is where the code is not well known
 * @param payer who bears the postage
 * @param ourFault no fee is taken, and a unit that came damaged is refunded in full
 */
public record ReturnReason(String code, @Nullable String label, Payer payer, boolean ourFault) {
    public enum Payer {
        MERCHANT,
        SHOPPER
    }
}
