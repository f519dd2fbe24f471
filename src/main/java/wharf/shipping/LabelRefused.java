package wharf.shipping;

import wharf.shared.MerchantId;
import wharf.shared.ParcelId;

/** The carrier will not take the parcel as it is: the parcel stays PACKED until it is readdressed or labelled again. Published inside the transaction that records it. */
public record LabelRefused(ParcelId parcel, MerchantId merchant, String reason) {}
