package wharf.shipping;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wharf.shared.Dimensions;
import wharf.shared.MerchantId;
import wharf.shared.Money;

/**
 * A carrier's label service. Calls go over a network: each may throw, which means that its outcome is unknown and is to be looked up by
 * reference. None is ever called inside a transaction.
 */
public interface CarrierPort {
    /** Code of the carrier in rate sheets and manifests. */
    String carrier();

    /** Buys a label; asked again with the same reference, it sells no second one and answers as before. */
    Answer buy(Booking booking);

    /** What was sold under this reference and not voided since; empty when nothing was. */
    Optional<Sold> lookUp(String reference);

    /** Gives a label back; nothing happens when there is none or it was given back already. */
    void giveBack(String reference);

    /**
     * What has become of a parcel, for when its news stays away: a message as the carrier's webhook would bring it. Empty where the carrier
     * cannot be asked, or knows nothing.
     */
    default Optional<News> track(String tracking) {
        return Optional.empty();
    }

    /** @param source whose messages these are, as in the address of the webhook */
    record News(String source, byte[] message) {}

    /**
     * What the carrier is asked for.
     *
     * @param reference unique per label and for ever
     * @param postage what we rated; the carrier's own answer counts
     * @param shipFrom where a parcel that comes back is handed in; null for one that leaves a warehouse of the account
     */
    record Booking(
            String reference,
            MerchantId account,
            String service,
            ShipTo shipTo,
            Dimensions outer,
            int weightGrams,
            Set<ParcelMark> marks,
            Money postage,
            @Nullable ShipTo shipFrom) {}

    sealed interface Answer {}

    record Sold(String tracking, String service, Money postage) implements Answer {}

    /** For good: asking again changes nothing. */
    record No(String reason) implements Answer {}
}
