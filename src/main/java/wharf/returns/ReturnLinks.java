package wharf.returns;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.springframework.stereotype.Component;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.messaging.Content;
import wharf.messaging.Letter;
import wharf.messaging.LetterFooter;
import wharf.messaging.NewMessage;
import wharf.platform.BusinessClock;
import wharf.platform.PublicAddress;
import wharf.platform.SignedLinks;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/** The shopper's way in: a signed link to the returns page of one order. It stands below every message about an order. */
@Component
public class ReturnLinks implements LetterFooter {
    /** Longer than any return takes; what may still be returned is the policy's business. */
    private static final Duration VALID = Duration.ofDays(400);

    private static final String PURPOSE = "return";
    private static final ResourceBundle.Control NO_OTHER_LANGUAGE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final SignedLinks links;
    private final PublicAddress address;
    private final Merchants merchants;
    private final BusinessClock clock;

    ReturnLinks(SignedLinks links, PublicAddress address, Merchants merchants, BusinessClock clock) {
        this.links = links;
        this.address = address;
        this.merchants = merchants;
        this.clock = clock;
    }

    /** The path of the returns page of an order. */
    public String path(MerchantId merchant, OrderId order) {
        return path(merchants.find(merchant).orElseThrow(), order);
    }

    private String path(Merchant merchant, OrderId order) {
        var token = links.sign(
                PURPOSE, merchant.id(), order.value(), clock.instant().plus(VALID));
        return "/shop/" + merchant.code() + "/returns/" + token;
    }

    public String url(MerchantId merchant, OrderId order) {
        return address.of(path(merchant, order));
    }

    /** What a token opens; empty for what is no link of ours, or over. */
    public Optional<SignedLinks.Link> open(String token) {
        return links.open(PURPOSE, token);
    }

    @Override
    public Optional<Letter.Link> under(NewMessage message, Merchant merchant, Locale locale) {
        boolean ofOrder = message.content() instanceof Content.OrderConfirmed
                || message.content() instanceof Content.ParcelOnItsWay;
        if (!ofOrder) return Optional.empty();
        var label = ResourceBundle.getBundle("i18n.returns", locale, NO_OTHER_LANGUAGE)
                .getString("footer");
        return Optional.of(new Letter.Link(label, address.of(path(merchant, new OrderId(message.root())))));
    }
}
