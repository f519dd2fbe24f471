package wharf.shipping.web;

import wharf.shipping.ScanResult;

/** What the door's screen says to a scan. @param colour of the design system: green, yellow or red */
public record ScanAnswer(String colour, String headline, String detail) {
    static ScanAnswer of(ScanResult result) {
        return switch (result) {
            case ScanResult.Shipped shipped ->
                new ScanAnswer(
                        "green",
                        "Shipped",
                        "Parcel " + shipped.number() + ", " + shipped.carrier() + " " + shipped.service() + ", "
                                + shipped.tracking());
            case ScanResult.AlreadyShipped already ->
                new ScanAnswer(
                        "yellow", "Already scanned", "Parcel " + already.number() + " left at " + already.shippedAt());
            case ScanResult.Refused refused -> new ScanAnswer("red", "Stop", refused.message());
        };
    }
}
