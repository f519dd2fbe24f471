package wharf.feedback;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.messaging.Content;
import wharf.messaging.Letter;
import wharf.messaging.LetterFooter;
import wharf.messaging.NewMessage;
import wharf.platform.PublicAddress;
import wharf.platform.SignedLinks;
import wharf.shared.OrderId;

/** The signed addresses under which one order's shopper answers, and ends being asked. */
@Component
class SurveyLinks implements LetterFooter {
    private static final String ANSWER = "survey";
    private static final String STOP = "survey-stop";

    private final SignedLinks links;
    private final PublicAddress address;
    private final Merchants merchants;

    SurveyLinks(SignedLinks links, PublicAddress address, Merchants merchants) {
        this.links = links;
        this.address = address;
        this.merchants = merchants;
    }

    /** Absolute address of the page of an order. */
    String page(Merchant merchant, OrderId order, Instant expires) {
        return address.of(path(merchant.code(), links.sign(ANSWER, merchant.id(), order.value(), expires)));
    }

    static String path(String merchant, String token) {
        return "/shop/" + merchant + "/survey/" + token;
    }

    /** Absolute address with which its holder ends being asked by this merchant. */
    String stop(Merchant merchant, OrderId order, Instant expires) {
        return address.of("/hooks/survey-stops/" + links.sign(STOP, merchant.id(), order.value(), expires));
    }

    /** The token has to be ours, and to belong to the merchant in whose name the page stands. */
    Optional<SignedLinks.Link> open(String merchant, String token) {
        return links.open(ANSWER, token)
                .filter(link -> merchant(link)
                        .map(Merchant::code)
                        .filter(merchant::equals)
                        .isPresent());
    }

    Optional<SignedLinks.Link> openStop(String token) {
        return links.open(STOP, token);
    }

    Optional<Merchant> merchant(SignedLinks.Link link) {
        return link.context().call(() -> merchants.find(link.merchant()));
    }

    @Override
    public Optional<Letter.Link> under(NewMessage message, Merchant merchant, Locale locale) {
        return message.content() instanceof Content.Thanks thanks
                ? Optional.of(
                        new Letter.Link(FeedbackWords.in(locale.toLanguageTag()).say("stop.link"), thanks.stop()))
                : Optional.empty();
    }
}
