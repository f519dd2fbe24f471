package wharf.payment;

import org.jspecify.annotations.Nullable;
import wharf.shared.Money;

/**
 * Something a shopper can choose to pay with at the checkout.
 *
 * @param instrument the provider's token for it
 * @param simulated no money moves, and the shopper has to be told so
 * @param least the smallest payment it takes; null for any
 * @param most the largest payment it takes; null for any
 */
public record PaymentOffer(
        Method method,
        String instrument,
        boolean simulated,
        @Nullable Money least,
        @Nullable Money most) {
    /** Whether it takes a payment of that size, in the currency it was offered for. */
    public boolean takes(Money amount) {
        return (least == null || least.compareTo(amount) <= 0) && (most == null || most.compareTo(amount) >= 0);
    }
}
