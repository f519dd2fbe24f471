package wharf.shipping;

import java.util.List;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.ParcelId;

/** Labels were bought. Published inside the transaction that stores them. */
public record ParcelsLabelled(List<Labelled> parcels) {
    public record Labelled(
            ParcelId parcel, MerchantId merchant, String carrier, String service, String tracking, Money postage) {}
}
