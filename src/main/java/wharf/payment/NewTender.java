package wharf.payment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;
import wharf.shared.Money;

/**
 * A means of payment an order arrives with.
 *
 * @param reference the order's id; opaque here
 * @param number unique within the reference, 1 to 100; tenders are captured in this order and refunded in the reverse
 * @param amount what this tender is to cover, not negative, in one currency per reference
 * @param instrument the provider's token (at most 200 characters); never a card number; required for {@link Mode#AUTHORISE}
 */
public record NewTender(
        MerchantId merchant,
        UUID reference,
        int number,
        Method method,
        Mode mode,
        Money amount,
        @Nullable String instrument) {}
