package wharf.geography;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A postal address as given; nothing is refused here, see {@link Addresses}.
 *
 * @param region state, province or the like: a code ({@code FL}) after {@link Addresses#normalise}
 * @param country ISO 3166-1 alpha-2 after {@link Addresses#normalise}; empty when nobody gave one
 */
public record Address(
        @Nullable String name,
        @Nullable String company,
        @Nullable String line1,
        @Nullable String line2,
        @Nullable String city,
        @Nullable String region,
        @Nullable String postcode,
        String country,
        @Nullable String phone,
        @Nullable String email) {
    public Address {
        country = Objects.requireNonNullElse(country, ""); // parsers know nothing of null-marked packages
    }

    /** An address that only says where, for locating and rating. */
    public static Address place(
            @Nullable String city, @Nullable String region, @Nullable String postcode, String country) {
        return new Address(null, null, null, null, city, region, postcode, country, null, null);
    }
}
