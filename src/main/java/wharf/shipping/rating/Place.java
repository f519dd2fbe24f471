package wharf.shipping.rating;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An end of a parcel's way, as far as rating cares.
 *
 * @param country ISO 3166-1 alpha-2
 * @param region subdivision as written in addresses, such as {@code FL}; null where unknown
 * @param latitude degrees north, null where the position is unknown
 * @param longitude degrees east, null where the position is unknown
 */
public record Place(
        String country,
        @Nullable String region,
        @Nullable Double latitude,
        @Nullable Double longitude) {
    private static final Set<String> TERRITORY_COUNTRIES = Set.of("PR", "VI", "GU", "AS", "MP");
    private static final Set<String> FAR_STATES = Set.of("AK", "HI", "PR", "VI", "GU", "AS", "MP");

    public Place {
        if (country.length() != 2) throw new IllegalArgumentException("not an ISO 3166 country code: " + country);
    }

    /** In the United States or one of its territories. */
    boolean isUnitedStates() {
        return "US".equals(country) || TERRITORY_COUNTRIES.contains(country);
    }

    /** Alaska, Hawaii and the territories, which carriers price apart. */
    boolean isTerritory() {
        return TERRITORY_COUNTRIES.contains(country)
                || ("US".equals(country) && region != null && FAR_STATES.contains(region));
    }
}
