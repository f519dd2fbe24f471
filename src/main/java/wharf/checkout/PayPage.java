package wharf.checkout;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.payment.PaymentOffer;
import wharf.shared.Money;

/**
 * An order that is taken and not paid yet.
 *
 * @param declined why the last payment was declined; null when none was
 * @param certain the money is there, and only the order does not know yet
 * @param toConfirm the shopper has to go on at the bank or lender
 * @param holdUntil until when the stock is kept
 */
public record PayPage(
        Shop shop,
        ShopWords words,
        String path,
        String reference,
        Money total,
        List<PaymentOffer> offers,
        @Nullable String declined,
        boolean certain,
        boolean toConfirm,
        @Nullable Instant holdUntil) {
    /** Nothing else can be tried while the first payment is under way. */
    public boolean isUnderWay() {
        return declined == null;
    }
}
