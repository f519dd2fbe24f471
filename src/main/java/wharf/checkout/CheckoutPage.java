package wharf.checkout;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import wharf.payment.Method;
import wharf.payment.PaymentOffer;
import wharf.platform.FormProblems;
import wharf.shared.Money;
import wharf.sourcing.DeliveryOption;

/**
 * The one page of the checkout, as it is filled in.
 *
 * @param path of the checkout; what is done there hangs below it
 * @param options how it could be delivered; empty when the address does not say where, or nothing goes there
 * @param notices what has to be said above the form: what is sold out, what has changed
 */
public record CheckoutPage(
        Shop shop,
        ShopWords words,
        String path,
        Cart cart,
        CheckoutForm form,
        FormProblems problems,
        List<DeliveryOption> options,
        List<PaymentOffer> offers,
        List<String> notices) {
    public CheckoutPage {
        options = List.copyOf(options);
        offers = List.copyOf(offers);
        notices = List.copyOf(notices);
    }

    /** What a shopper saw of an option and agrees to: should day or price change meanwhile, they are asked again. */
    public static String token(DeliveryOption option) {
        return option.service() + "~" + option.deliverBy() + "~"
                + option.price().minor();
    }

    /** The option that is marked: the one chosen, else the same service as it is now, else the cheapest. */
    public @Nullable DeliveryOption marked() {
        var wanted = form.service() == null ? "" : form.service();
        return exact(wanted)
                .or(() -> options.stream()
                        .filter(option -> wanted.startsWith(option.service() + "~"))
                        .findFirst())
                .or(() -> options.stream().findFirst())
                .orElse(null);
    }

    /** The option chosen, exactly as it was shown. */
    Optional<DeliveryOption> exact(String token) {
        return options.stream().filter(option -> token(option).equals(token)).findFirst();
    }

    public boolean saysWhere() {
        return form.saysWhere();
    }

    public long totalMinor() {
        var option = marked();
        return cart.subtotalMinor() + (option == null ? 0 : option.price().minor());
    }

    public Money total() {
        return Money.of(totalMinor(), cart.currency());
    }

    public List<PaymentOffer> cards() {
        return offers.stream()
                .filter(offer -> offer.method() != Method.PAY_LATER)
                .toList();
    }

    public List<PaymentOffer> later() {
        return offers.stream()
                .filter(offer -> offer.method() == Method.PAY_LATER)
                .toList();
    }

    public boolean isPaidBy(PaymentOffer offer) {
        var chosen = form.pay() == null || form.pay().isBlank()
                ? (offers.isEmpty() ? "" : offers.getFirst().instrument())
                : form.pay();
        return offer.instrument().equals(chosen);
    }
}
