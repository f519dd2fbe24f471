package wharf.shipping;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import wharf.geography.Address;
import wharf.geography.Places;
import wharf.shipping.rating.Place;

/**
 * Where a parcel goes.
 *
 * @param country ISO 3166-1 alpha-2
 * @param latitude degrees north; null where the address could not be placed, which is rated as far away
 * @param longitude degrees east
 */
public record ShipTo(
        String name,
        @Nullable String company,
        String line1,
        @Nullable String line2,
        String city,
        @Nullable String region,
        @Nullable String postcode,
        String country,
        @Nullable String phone,
        @Nullable Double latitude,
        @Nullable Double longitude) {

    /** An address placed on the map. */
    public static ShipTo of(Address a) {
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

    Place place() {
        return new Place(country, region, latitude, longitude);
    }

    /** As it is written on a label, without blank lines. */
    public List<String> lines() {
        var town = Stream.of(city, region, postcode)
                .filter(part -> part != null && !part.isBlank())
                .reduce((a, b) -> a + " " + b)
                .orElse("");
        return Stream.of(name, company, line1, line2, town, country)
                .filter(Objects::nonNull)
                .filter(line -> !line.isBlank())
                .toList();
    }
}
