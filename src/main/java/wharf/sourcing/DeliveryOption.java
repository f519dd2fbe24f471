package wharf.sourcing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import wharf.platform.Decision;
import wharf.shared.Money;
import wharf.shared.OrderId;

/**
 * A way to deliver, as it could be promised now.
 *
 * @param service the carrier service's code
 * @param price what the parcels would cost by the rate sheets of the day they leave
 * @param shipBy the latest cut-off among the sites
 * @param deliverBy the day the last parcel arrives, where it arrives
 * @param sites codes of the sites that would ship it
 * @param candidates every site with its distance, days and cost
 * @param reason one sentence on why these sites
 */
public record DeliveryOption(
        String service,
        Money price,
        Instant shipBy,
        LocalDate deliverBy,
        List<String> sites,
        List<Decision.Candidate> candidates,
        String reason) {
    public DeliveryOption {
        sites = List.copyOf(sites);
        candidates = List.copyOf(candidates);
    }

    /** Why these sites and this day were promised, for the order that came of it. */
    public Decision decision(wharf.shared.MerchantId merchant, OrderId order, Instant at) {
        return Decision.of(
                merchant, order.value(), order.value(), "promise", String.join(" + ", sites), reason, candidates, at);
    }
}
