package wharf.fulfilment;

import org.jspecify.annotations.Nullable;
import wharf.geography.Address;
import wharf.geography.Places;
import wharf.shipping.ShipTo;

/** An order's address as a parcel's: placed on the map. */
final class Addressing {
    private Addressing() {}

    static ShipTo shipTo(Address a) {
        var located = Places.locate(a);
        return new ShipTo(
                a.name() != null ? a.name() : orEmpty(a.company()),
                a.company(),
                orEmpty(a.line1()),
                a.line2(),
                orEmpty(a.city()),
                a.region(),
                a.postcode(),
                a.country(),
                a.phone(),
                located.map(l -> l.latitude()).orElse(null),
                located.map(l -> l.longitude()).orElse(null));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
