package wharf.sourcing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.geography.Address;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/**
 * Units of an order that need a warehouse.
 *
 * @param service wished carrier service; null for any
 * @param allowSplit more than one warehouse may ship it
 * @param from when work on it can begin: its acceptance, or now
 */
public record RouteRequest(
        MerchantId merchant,
        OrderId order,
        Address shipTo,
        @Nullable String service,
        boolean allowSplit,
        Instant from,
        List<Need> needs) {
    /** So many units of an item for a line. */
    public record Need(int lineNo, ItemId item, int quantity) {}

    public RouteRequest {
        if (needs.isEmpty()) throw new IllegalArgumentException("order " + order + " needs nothing");
        needs = List.copyOf(needs);
    }
}
