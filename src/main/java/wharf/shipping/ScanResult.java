package wharf.shipping;

import java.time.Instant;
import wharf.shared.ParcelId;

/** The answer to a scan at the door. */
public sealed interface ScanResult {
    /** It leaves now. @param left how many labelled parcels still wait at this site */
    record Shipped(ParcelId parcel, long number, String carrier, String service, String tracking, long left)
            implements ScanResult {}

    /** It left before; the scan changes nothing. */
    record AlreadyShipped(ParcelId parcel, long number, Instant shippedAt) implements ScanResult {}

    /** It must not leave. @param code stable name such as {@code wrong-site} @param message for the person with the scanner */
    record Refused(String code, String message) implements ScanResult {}
}
