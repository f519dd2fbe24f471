package wharf.sourcing;

import java.util.List;
import wharf.geography.Address;
import wharf.shared.MerchantId;

/**
 * What somebody would like to have sent.
 *
 * @param needs physical units by line, never empty
 * @param allowSplit more than one warehouse may ship it
 */
public record DeliveryRequest(MerchantId merchant, Address shipTo, boolean allowSplit, List<RouteRequest.Need> needs) {
    public DeliveryRequest {
        if (needs.isEmpty()) throw new IllegalArgumentException("nothing to deliver");
        needs = List.copyOf(needs);
    }
}
