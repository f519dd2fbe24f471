package wharf.geography;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds where an address is: US by ZIP, Canada by forward sortation area, the other Americas by city, then region,
 * then the middle of the country. The tables are read at first use (well under a second, a few megabytes) and never
 * change; every look-up takes microseconds and needs no network.
 */
public final class Places {
    private static final Map<String, ZoneId> TERRITORY_ZONES = Map.of(
            "PR", ZoneId.of("America/Puerto_Rico"),
            "VI", ZoneId.of("America/St_Thomas"),
            "GU", ZoneId.of("Pacific/Guam"),
            "MP", ZoneId.of("Pacific/Saipan"),
            "AS", ZoneId.of("Pacific/Pago_Pago"));

    private static final Places PLACES = new Places();

    private final RegionMiddles middles = new RegionMiddles();
    private final UsZips zips = new UsZips(middles);
    private final CanadianFsas fsas = new CanadianFsas(middles);
    private final Cities cities = new Cities(middles);
    private final Map<String, Located> countries = new HashMap<>();

    private Places() {
        Table.read(
                "country_centroids.tsv",
                row -> countries.put(
                        row[0],
                        new Located(Double.parseDouble(row[1]), Double.parseDouble(row[2]), Precision.COUNTRY)));
    }

    /**
     * Where the address is, as exactly as the tables know. The postcode is believed before the city, and the city
     * before the region.
     *
     * @return empty only if the country is unknown too
     */
    public static Optional<Located> locate(Address address) {
        return PLACES.find(Addresses.normalise(address));
    }

    /** The time zone of a US address (territories too), by ZIP; empty for other countries and unknown ZIPs. */
    public static Optional<ZoneId> timeZone(Address address) {
        var normal = Addresses.normalise(address);
        var country = countryOf(normal);
        var territory = TERRITORY_ZONES.get(country);
        if (territory != null) {
            return Optional.of(territory);
        }
        return country.equals("US") ? PLACES.zips.zone(orEmpty(normal.postcode())) : Optional.empty();
    }

    private Optional<Located> find(Address a) {
        var country = countryOf(a);
        var postcode = orEmpty(a.postcode());
        var region = regionOf(a, country, postcode);
        return byPostcode(country, postcode)
                .or(() -> a.city() == null ? Optional.empty() : cities.find(country, region, a.city(), middles))
                .or(() -> nearPostcode(country, postcode))
                .or(() -> region.isEmpty() ? Optional.empty() : middles.find(country, region))
                .or(() -> Optional.ofNullable(countries.get(country)));
    }

    private Optional<Located> byPostcode(String country, String postcode) {
        if (hasZips(country)) {
            return zips.find(postcode);
        }
        return country.equals("CA") ? fsas.find(postcode) : Optional.empty();
    }

    private Optional<Located> nearPostcode(String country, String postcode) {
        if (country.equals("US")) {
            return zips.near(postcode);
        }
        return country.equals("CA") ? fsas.near(postcode) : Optional.empty();
    }

    private static boolean hasZips(String country) {
        return country.equals("US") || UsTerritories.CODES.contains(country);
    }

    /** A territory counts as itself, also when it was written as a state of the US or has only its ZIP. */
    static String countryOf(Address a) {
        if (!a.country().equals("US")) {
            return a.country();
        }
        var postcode = orEmpty(a.postcode());
        var mayBeTerritory = postcode.startsWith("00") || postcode.startsWith("969");
        var region = mayBeTerritory ? Regions.of("US").byPostcode(postcode).orElse("US") : orEmpty(a.region());
        return UsTerritories.CODES.contains(region) ? region : "US";
    }

    private static String regionOf(Address a, String country, String postcode) {
        var regions = Regions.of(country);
        var given = a.region() == null ? Optional.<String>empty() : regions.codeOf(a.region());
        return given.or(() -> postcode.isEmpty() ? Optional.empty() : regions.byPostcode(postcode))
                .orElse("");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
