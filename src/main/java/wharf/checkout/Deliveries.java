package wharf.checkout;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.catalog.Kits;
import wharf.geography.Address;
import wharf.geography.Addresses;
import wharf.sourcing.DeliveryOption;
import wharf.sourcing.DeliveryOptions;
import wharf.sourcing.DeliveryRequest;
import wharf.sourcing.RouteRequest;

/** How a cart could be delivered to an address, as of this moment. */
@Component
class Deliveries {
    private final DeliveryOptions options;
    private final Kits kits;

    Deliveries(DeliveryOptions options, Kits kits) {
        this.options = options;
        this.kits = kits;
    }

    /** The options in the cart's currency, cheapest first; empty when nothing of it can be promised. */
    @Transactional(readOnly = true)
    public List<DeliveryOption> of(Shop shop, Cart cart, Address to) {
        var needs = needs(cart);
        if (needs.isEmpty()) return List.of();
        var request = new DeliveryRequest(cart.merchant(), Addresses.normalise(to), shop.allowSplit(), needs);
        return options.of(request).stream()
                .filter(option -> option.price().currency().equals(cart.currency()))
                .toList();
    }

    private List<RouteRequest.Need> needs(Cart cart) {
        var components = kits.components(
                cart.lines().stream().filter(CartLine::kit).map(CartLine::item).toList());
        var needs = new ArrayList<RouteRequest.Need>();
        for (int i = 0; i < cart.lines().size(); i++) {
            var line = cart.lines().get(i);
            int number = i + 1;
            if (!line.kit()) needs.add(new RouteRequest.Need(number, line.item(), line.quantity()));
            else
                components
                        .getOrDefault(line.item(), List.of())
                        .forEach(part -> needs.add(new RouteRequest.Need(
                                number, part.item(), Math.multiplyExact(part.quantity(), line.quantity()))));
        }
        return needs;
    }
}
