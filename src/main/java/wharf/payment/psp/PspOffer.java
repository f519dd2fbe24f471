package wharf.payment.psp;

import org.jspecify.annotations.Nullable;
import wharf.shared.Money;

/**
 * Something a shopper can choose to pay with.
 *
 * @param later paid in parts, to the provider, after delivery
 * @param instrument the provider's token for it
 * @param simulated no money moves
 * @param least the smallest payment it takes; null for any
 * @param most the largest payment it takes; null for any
 */
public record PspOffer(
        boolean later,
        String instrument,
        boolean simulated,
        @Nullable Money least,
        @Nullable Money most) {}
