package wharf.fulfilment;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.order.OrderView;
import wharf.platform.BusinessClock;
import wharf.platform.PublicAddress;
import wharf.platform.SignedLinks;
import wharf.shared.OrderId;

/** Addresses of the page on which a shopper follows an order: signed, so that none can be guessed. */
@Component
public class TrackingLinks {
    /** What the signature is for. */
    public static final String PURPOSE = "track";

    private static final Duration VALID = Duration.ofDays(180);

    private final SignedLinks links;
    private final Merchants merchants;
    private final PublicAddress address;
    private final BusinessClock clock;

    TrackingLinks(SignedLinks links, Merchants merchants, PublicAddress address, BusinessClock clock) {
        this.links = links;
        this.merchants = merchants;
        this.address = address;
        this.clock = clock;
    }

    /** The absolute address for each order. */
    public Map<OrderId, String> of(Collection<OrderView> orders) {
        var codes = merchants.find(orders.stream().map(OrderView::merchant).collect(Collectors.toSet())).stream()
                .collect(Collectors.toMap(Merchant::id, Merchant::code));
        var expires = clock.instant().plus(VALID);
        var addresses = new HashMap<OrderId, String>();
        for (var order : orders) {
            var token = links.sign(PURPOSE, order.merchant(), order.id().value(), expires);
            addresses.put(order.id(), address.of("/shop/" + codes.get(order.merchant()) + "/track/" + token));
        }
        return addresses;
    }
}
