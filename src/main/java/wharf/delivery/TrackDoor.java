package wharf.delivery;

import java.util.Optional;
import org.springframework.stereotype.Component;
import wharf.fulfilment.TrackingLinks;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.platform.SignedLinks;

/** Lets in whoever holds the signed address of an order's page. */
@Component
class TrackDoor {
    private final SignedLinks links;
    private final Merchants merchants;

    TrackDoor(SignedLinks links, Merchants merchants) {
        this.links = links;
        this.merchants = merchants;
    }

    /** The token has to be ours, and to belong to the merchant in whose name the page stands. */
    Optional<SignedLinks.Link> open(String merchant, String token) {
        return links.open(TrackingLinks.PURPOSE, token)
                .filter(link -> link.context()
                        .call(() -> merchants.find(link.merchant()))
                        .map(Merchant::code)
                        .filter(merchant::equals)
                        .isPresent());
    }
}
