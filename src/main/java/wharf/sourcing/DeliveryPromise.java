package wharf.sourcing;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;
import wharf.shared.Money;

/**
 * What a shopper was promised.
 *
 * @param externalId the channel's id of the order; with merchant and channel it names one order for ever
 * @param page path of the page where the shopper follows the order; null where there is none
 */
public record DeliveryPromise(
        MerchantId merchant,
        String channel,
        String externalId,
        LocalDate deliverBy,
        Instant shipBy,
        String service,
        Money price,
        @Nullable String page,
        Instant madeAt) {
    /** What an order is known by before and after it was taken. */
    public record Key(MerchantId merchant, String channel, String externalId) {}

    public Key key() {
        return new Key(merchant, channel, externalId);
    }
}
