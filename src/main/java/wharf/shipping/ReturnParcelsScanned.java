package wharf.shipping;

import java.util.List;
import java.util.UUID;
import wharf.shared.MerchantId;

/** Parcels of returns that their carriers have scanned for the first time. Published synchronously in the transaction that records it. */
public record ReturnParcelsScanned(List<Scanned> parcels) {
    /** @param id of the label, which is that of what is returned */
    public record Scanned(UUID id, MerchantId merchant) {}
}
